using BenchmarkDotNet.Running;
using Interlude.Benchmarks;

// dotnet run -c Release --project bench/Interlude.Benchmarks -- --filter '*Decode*'
// dotnet run -c Release --project bench/Interlude.Benchmarks -- journal [DIR]
// dotnet run -c Release --project bench/Interlude.Benchmarks -- keeping [DIR]
// dotnet run -c Release --project bench/Interlude.Benchmarks -- message
if (args is ["journal", ..])
{
    await JournalMeasurements.RunAsync(args.Length > 1 ? args[1] : Path.GetTempPath());
    return 0;
}

if (args is ["keeping", ..])
{
    KeepingMeasurements.Run(args.Length > 1 ? args[1] : Path.GetTempPath());
    return 0;
}

if (args is ["message"])
{
    MessageMeasurements.Run();
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(DecodeBenchmarks).Assembly).Run(args);
return 0;
