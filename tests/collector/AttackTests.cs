using System.Net;
using System.Net.Sockets;
using System.Text;
using NanoAgent.Bench;
using NanoAgent.Collector;
using NanoAgent.Collector.Pages.Findings;

namespace NanoAgent.Tests.Collector;

/// <summary>What a stranger on the network tries at the door, and what a unit's own words may do to whoever reads them.</summary>
[TestClass]
public sealed class AttackTests
{
    private static readonly byte[] _halfABody =
        Encoding.ASCII.GetBytes("POST /v1/attestations HTTP/1.1\r\nHost: x\r\nContent-Type: application/eat+jwt\r\nContent-Length: 1000\r\n\r\nab");

    [TestMethod]
    [DataRow('=')]
    [DataRow('+')]
    [DataRow('-')]
    [DataRow('@')]
    public async Task A_firmware_version_that_begins_like_a_formula_is_text_in_the_exported_findings(char first)
    {
        await using Scene scene = await Scene.OpenAsync();
        TestUnit unit = await scene.EnrolAsync();
        await scene.ReportAsync(unit, new Report { Firmware = first + "1+1,cmd" });
        using var table = new MemoryStream();
        await FindingCsv.WriteAsync(scene.Services, FindingFilter.Read(null, null, null, "any", null, null), table, CancellationToken.None);

        StringAssert.Contains(Encoding.UTF8.GetString(table.ToArray()), $",\"'{first}1+1,cmd\",");
    }

    [TestMethod]
    public async Task Headers_beyond_their_bound_are_refused_and_the_next_request_is_served()
    {
        await using Scene scene = await Scene.OpenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Add("X-Long", new string('x', 17 * 1024));
        using HttpResponseMessage answer = await scene.Http.SendAsync(request);

        Assert.AreEqual(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
        Assert.AreEqual("alive", await scene.Http.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
    }

    [TestMethod]
    [DataRow("/v1/challenges", "application/json")]
    [DataRow("/v1/enrolments", "application/jose")]
    [DataRow("/v1/tags", "application/jose")]
    [DataRow("/v1/attestations", "application/eat+jwt")]
    public async Task A_body_beyond_its_bound_is_refused_at_every_door_of_units(string door, string type)
    {
        await using Scene scene = await Scene.OpenAsync();
        using HttpResponseMessage answer = await scene.PostAsync(door, new byte[20_000], type, "token");

        Assert.IsTrue(answer.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, answer.StatusCode.ToString());
    }

    [TestMethod]
    public async Task A_body_that_stops_halfway_is_cut_off_and_the_unit_beside_it_is_served()
    {
        await using Scene scene = await Scene.OpenAsync();
        using Socket slow = await ConnectAsync(scene.Host.Url);
        await slow.SendAsync(_halfABody);
        await scene.EnrolAsync();

        // The server says that it waited too long, or only hangs up; a connection that it kept would never end this.
        string said = await ReadToEndAsync(slow);
        Assert.IsTrue(said.Length == 0 || said.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || said.StartsWith("HTTP/1.1 503", StringComparison.Ordinal), said);
    }

    // As many places as there are for units at once, were they all to be had by two.
    [TestMethod]
    public async Task Bodies_that_stop_halfway_at_two_addresses_keep_no_unit_of_a_third_waiting()
    {
        // None is cut off meanwhile, however long the machine takes.
        await using Scene scene = await Scene.OpenAsync(with: options => options with { IsOwnMachine = _ => false, BodyPatience = TimeSpan.FromHours(1) });
        var slow = new List<Socket>();

        try
        {
            foreach (string from in (string[])["127.0.0.3", "127.0.0.4"])
            {
                for (int i = 0; i < CollectorHost.MostConnectionsOfAddress; i++)
                {
                    slow.Add(await ConnectAsync(scene.Host.Url, from));
                    await slow[^1].SendAsync(_halfABody);
                }
            }

            await scene.EnrolAsync();
            Assert.IsEmpty(slow.Where(socket => socket.Poll(0, SelectMode.SelectRead)).ToArray(), "it was served once they were cut off");
        }
        finally
        {
            slow.ForEach(socket => socket.Dispose());
        }
    }

    [TestMethod]
    [DataRow((int)OldTls.Tls10)]
    [DataRow((int)OldTls.Tls11)]
    public async Task A_version_of_tls_that_nobody_should_speak_is_refused(int version)
    {
        await using Scene scene = await Scene.OpenAsync(with: options => options with { Url = new Uri("https://127.0.0.1:0") });
        using Socket socket = await ConnectAsync(scene.Host.Url);
        await using var stream = new NetworkStream(socket);

        Assert.AreEqual(HelloAnswer.Refused, await OldHello.OfferAsync(stream, (OldTls)version, new Random(1), CancellationToken.None));
    }

    [TestMethod]
    public async Task Plain_http_at_the_door_of_https_is_answered_by_nothing()
    {
        await using Scene scene = await Scene.OpenAsync(with: options => options with { Url = new Uri("https://127.0.0.1:0") });
        using Socket socket = await ConnectAsync(scene.Host.Url);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /v1/keys HTTP/1.1\r\nHost: x\r\n\r\n"));

        Assert.DoesNotContain("HTTP/1.1 200", await ReadToEndAsync(socket));
    }

    [TestMethod]
    [DataRow("/declarations/documents/..%2f..%2fkeys%2fear.json")]
    [DataRow("/declarations/documents/%2e%2e%2fcollector.db")]
    [DataRow("/declarations/packs/..%2f..%2fcollector.zip")]
    [DataRow("/declarations/packs/%00.zip")]
    public async Task A_path_that_leads_out_of_its_folder_finds_nothing(string path)
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser browser = await OperatorTests.SignedInAsync(scene, "reader", NanoAgent.Collector.Operators.Role.Viewer);
        using HttpResponseMessage answer = await browser.GetAsync(path);

        Assert.IsTrue(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, answer.StatusCode.ToString());
    }

    private static async Task<Socket> ConnectAsync(Uri url, string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, url.Port);
        return socket;
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);

        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
