using BenchmarkDotNet.Running;
using NanoAgent.Benchmarks;

// figures WORD: counts, one "name value" a line. Anything else goes to BenchmarkDotNet, which measures time.
if (args is not ["figures", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(CryptoBenchmarks).Assembly).Run(args);
    return 0;
}

IFigures? figures = args.Length == 2 ? IFigures.All.FirstOrDefault(f => f.Word == args[1]) : null;

if (figures is null)
{
    Console.Error.WriteLine($"benchmarks: error: figures of what: {string.Join(", ", IFigures.All.Select(f => f.Word))}");
    return 2;
}

foreach ((string name, long value) in figures.Read())
{
    Console.WriteLine($"{name} {value}");
}

return 0;
