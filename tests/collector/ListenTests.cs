using NanoAgent.Collector;

namespace NanoAgent.Tests.Collector;

/// <summary>Where a collector listens that was given a URL.</summary>
[TestClass]
public sealed class ListenTests
{
    [TestMethod]
    [DataRow("https://127.0.0.1:8443", "127.0.0.1")]
    [DataRow("https://localhost:8443", "127.0.0.1")]
    [DataRow("https://[::1]:8443", "::1")]
    [DataRow("https://0.0.0.0:8443", "0.0.0.0")]
    [DataRow("https://192.0.2.7:8443", "192.0.2.7")]
    public void An_address_is_listened_on_and_nothing_else(string url, string address) => Assert.AreEqual(address, CollectorHost.AddressOf(new Uri(url))?.ToString());

    [TestMethod]
    public void A_host_name_stands_for_every_address_of_the_machine() => Assert.IsNull(CollectorHost.AddressOf(new Uri("https://collector.example:8443")));

    [TestMethod]
    public async Task The_address_that_is_shown_has_the_name_that_was_given()
    {
        await using Scene scene = await Scene.OpenAsync(with: options => options with { Url = new Uri("https://localhost:0") });
        Assert.AreEqual("localhost", scene.Host.Url.Host);
        Assert.AreNotEqual(0, scene.Host.Url.Port);
    }
}
