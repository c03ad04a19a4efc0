using Interlude.Host.Storage;
using Microsoft.Data.Sqlite;

namespace Interlude.Tests.Support;

/// <summary>How SQLite goes about a statement: "SCAN" is by looking at every row.</summary>
internal static class QueryPlan
{
    public static IReadOnlyList<string> Of(SqliteFile file, SqliteCommand command)
    {
        using var explain = file.Prepare($"EXPLAIN QUERY PLAN {command.CommandText}", [.. command.Parameters.Cast<SqliteParameter>().Select(each => each.ParameterName)]);
        foreach (SqliteParameter parameter in explain.Parameters)
        {
            parameter.Value = 1;
        }

        using var row = explain.ExecuteReader();
        var steps = new List<string>();
        while (row.Read())
        {
            steps.Add(row.GetString(3));
        }

        return steps;
    }
}
