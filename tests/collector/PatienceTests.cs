using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;

namespace NanoAgent.Tests.Collector;

/// <summary>Nobody keeps a door busy by being slow.</summary>
[TestClass]
public sealed class PatienceTests
{
    [TestMethod]
    public async Task Every_door_but_the_one_that_is_listened_at_ends_a_request_that_lasts_too_long()
    {
        await using Scene scene = await Scene.OpenAsync();

        string[] endless = [.. scene.Host.Doors()
            .Where(door => door.Metadata.GetMetadata<RequestTimeoutAttribute>() is null || door.Metadata.GetMetadata<DisableRequestTimeoutAttribute>() is not null)
            .Select(door => door.DisplayName!)];

        CollectionAssert.AreEqual(new[] { "HTTP: GET /live" }, endless);
    }

    [TestMethod]
    public async Task A_form_that_comes_too_slowly_is_answered_with_a_refusal()
    {
        await using Scene scene = await Scene.OpenAsync(with: options => options with { RequestPatience = TimeSpan.FromSeconds(1) });
        using Socket slow = await BeginFormAsync(scene);

        string answer = await ReadAsync(slow);

        StringAssert.StartsWith(answer, "HTTP/1.1 503 ");
        StringAssert.Contains(answer, "\"refusal\":\"unavailable\"");
    }

    [TestMethod]
    public async Task Forms_that_come_slowly_keep_nobody_from_signing_in()
    {
        await using Scene scene = await Scene.OpenAsync();
        List<Socket> slow = [];

        try
        {
            for (int i = 0; i < 40; i++)
            {
                slow.Add(await BeginFormAsync(scene));
            }

            using var browser = new Browser(scene);
            HttpResponseMessage answer = await browser.RedeemAsync(scene.Services.Operators.FirstRunSecret()!, "Ada", "correct horse battery");

            Assert.AreEqual(StatusCodes.Status302Found, (int)answer.StatusCode);
        }
        finally
        {
            slow.ForEach(socket => socket.Dispose());
        }
    }

    // Most of it is still to come, and what is there is more than the least rate asks for.
    private static async Task<Socket> BeginFormAsync(Scene scene)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", scene.Host.Url.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            "POST /signin HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20000\r\n\r\nname=" + new string('a', 4000)));
        return socket;
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket);
        using var answer = new MemoryStream();

        // The connection is ended after it: the rest of the form is not waited for.
        await stream.CopyToAsync(answer);
        return Encoding.ASCII.GetString(answer.ToArray());
    }
}
