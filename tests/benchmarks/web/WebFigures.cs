namespace NanoAgent.Benchmarks.Web;

/// <summary>What pages cost with a million units beside what they cost with a thousand: medians of requests that alternate, so that a busy machine slows both.</summary>
internal sealed class WebFigures : IFigures
{
    private const int Few = 1000;
    private const int Many = 1_000_000;
    private const int Warm = 5;
    private const int Rounds = 41;

    private static readonly (string Name, string Path)[] s_pages =
    [
        ("overview", "/"), ("units", "/units"), ("findings", "/findings"), ("findings-of-a-model", "/findings?model=MODEL-1&outcome=fail"), ("failures", "/failures"),
    ];

    public string Word => "web";

    public IEnumerable<(string Name, decimal Value)> Read() => ReadAsync().GetAwaiter().GetResult();

    private static async Task<List<(string, decimal)>> ReadAsync()
    {
        await using PageClock few = await PageClock.OpenAsync(Few);
        await using PageClock many = await PageClock.OpenAsync(Many);
        var figures = new List<(string, decimal)>
        {
            ("first-overview-ms-at-1000", (decimal)Math.Round(await few.TimeAsync("/"))),
            ("first-overview-ms-at-1000000", (decimal)Math.Round(await many.TimeAsync("/"))),
            ("counted-after-start-ms-at-1000000", (decimal)Math.Round(await many.CountedAsync())),
        };

        foreach ((string name, string path) in s_pages)
        {
            (double atFew, double atMany) = await MediansAsync(few, many, path);
            figures.Add(($"{name}-ms-at-1000", (decimal)Math.Round(atFew, 2)));
            figures.Add(($"{name}-ms-at-1000000", (decimal)Math.Round(atMany, 2)));
            figures.Add(($"{name}-ratio", (decimal)Math.Round(atMany / atFew, 2)));
        }

        return figures;
    }

    private static async Task<(double Few, double Many)> MediansAsync(PageClock few, PageClock many, string path)
    {
        var atFew = new List<double>();
        var atMany = new List<double>();

        for (int i = 0; i < Warm + Rounds; i++)
        {
            atFew.Add(await few.TimeAsync(path));
            atMany.Add(await many.TimeAsync(path));
        }

        return (Median(atFew), Median(atMany));
    }

    private static double Median(List<double> times) => times.Skip(Warm).Order().ElementAt(Rounds / 2);
}
