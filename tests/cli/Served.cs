using NanoAgent.Collector;

namespace NanoAgent.Tests.Cli;

/// <summary>A collector in this process beside which commands are typed.</summary>
internal static class Served
{
    /// <summary>Starts one on <c>data</c> of the folder, and puts the CA that units pin beside it as <c>ca.pem</c>.</summary>
    public static async Task<CollectorHost> StartAsync(TemporaryFolder folder)
    {
        CollectorHost host = await CollectorHost.StartAsync(new CollectorOptions { DataFolder = folder.At("data"), Url = new Uri("https://127.0.0.1:0") });
        File.WriteAllText(folder.At("ca.pem"), host.CaPem);
        return host;
    }
}
