using BenchmarkDotNet.Running;
using Interlude.Benchmarks;

// dotnet run -c Release --project bench/Interlude.Benchmarks -- --filter '*Decode*'
BenchmarkSwitcher.FromAssembly(typeof(DecodeBenchmarks).Assembly).Run(args);
return 0;
