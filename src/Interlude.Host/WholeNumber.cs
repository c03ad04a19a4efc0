using System.CommandLine.Parsing;
using System.Globalization;

namespace Interlude.Host;

/// <summary>Reads a number from the command line, or says in one sentence what is wrong with it.</summary>
internal static class WholeNumber
{
    public static Func<ArgumentResult, int> Between(string name, int least, int most) => result =>
    {
        var text = result.Tokens[^1].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{name}: \"{text}\" is not a whole number from {least} to {most}.");
        return 0;
    };
}
