using System.Globalization;
using BenchmarkDotNet.Running;
using NanoAgent.Benchmarks;
using NanoAgent.Benchmarks.Soak;

if (args is [SoakCollector.Word, string folder])
{
    return SoakCollector.Serve(folder);
}

// figures WORD: counts and ratios, one "name value" a line. Anything else goes to BenchmarkDotNet, which measures time.
if (args is not ["figures", ..])
{
    // In this process: for another one BenchmarkDotNet builds a project that it looks for under the assembly's name, and ours has a longer one.
    BenchmarkSwitcher.FromAssembly(typeof(CryptoBenchmarks).Assembly).Run([.. args, "--inProcess"]);
    return 0;
}

IFigures? figures = args.Length >= 2 ? IFigures.Find(args[1], args[2..]) : null;

if (figures is null)
{
    Console.Error.WriteLine($"benchmarks: error: figures {string.Join(" | ", IFigures.Words)}; collector takes --reports N, --units N, --tokens N, --only {string.Join(',', NanoAgent.Benchmarks.Collector.CollectorFigures.AllParts)}; evidence takes --units N; soak takes --minutes N or --seconds N");
    return 2;
}

foreach ((string name, decimal value) in figures.Read())
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value}"));
}

return 0;
