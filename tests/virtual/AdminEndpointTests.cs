using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using NanoAgent.Boards.Virtual;

namespace NanoAgent.Tests.Virtual;

[TestClass]
public class AdminEndpointTests
{
    private const string Owner = "kitchen-lamp-29";

    private readonly TemporaryFolder _folder = new();
    private VirtualBoard _board = null!;
    private HttpClient _http = null!;

    [TestInitialize]
    public void Start()
    {
        Persona persona = Persona.Parse("any", "{\"about\":\"x\",\"behaviour\":{\"credentials\":{\"adminPassword\":\"" + Owner + "\"}}}");
        _board = VirtualBoard.Start(persona, new VirtualBoardOptions { Folder = _folder.Path, Clock = new ManualTime() });
        // A person with curl -k; that the unit's own client verifies is another test's question.
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        _http = new HttpClient(handler) { BaseAddress = _board.AdminUri };
    }

    [TestCleanup]
    public void Stop()
    {
        _http.Dispose();
        _board.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public async Task The_right_password_opens_a_session_that_shows_the_status()
    {
        using HttpResponseMessage login = await LogIn("admin", Owner);
        Assert.AreEqual(HttpStatusCode.OK, login.StatusCode);
        using JsonDocument answer = JsonDocument.Parse(await login.Content.ReadAsStringAsync());

        using var ask = new HttpRequestMessage(HttpMethod.Get, "/status");
        ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", answer.RootElement.GetProperty("session").GetString());
        using HttpResponseMessage status = await _http.SendAsync(ask);
        Assert.AreEqual(HttpStatusCode.OK, status.StatusCode);
        StringAssert.Contains(await status.Content.ReadAsStringAsync(), "NA-100");
    }

    [TestMethod]
    public async Task A_form_does_as_well_as_JSON()
    {
        using var form = new FormUrlEncodedContent([new("account", "admin"), new("password", Owner)]);
        using HttpResponseMessage login = await _http.PostAsync("/login", form);
        Assert.AreEqual(HttpStatusCode.OK, login.StatusCode);
    }

    [TestMethod]
    public async Task Without_or_with_a_made_up_session_there_is_no_status()
    {
        using HttpResponseMessage without = await _http.GetAsync("/status");
        Assert.AreEqual(HttpStatusCode.Unauthorized, without.StatusCode);

        using var ask = new HttpRequestMessage(HttpMethod.Get, "/status");
        ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new string('0', 32));
        using HttpResponseMessage madeUp = await _http.SendAsync(ask);
        Assert.AreEqual(HttpStatusCode.Unauthorized, madeUp.StatusCode);
    }

    [TestMethod]
    public async Task Guessing_is_refused_and_then_throttled()
    {
        var answers = new List<HttpStatusCode>();

        for (int i = 0; i < 8; i++)
        {
            using HttpResponseMessage login = await LogIn("admin", "wrong-" + i);
            answers.Add(login.StatusCode);
        }

        Assert.AreEqual(HttpStatusCode.Unauthorized, answers[0]);
        Assert.AreEqual(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [TestMethod]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("{\"account\":\"admin\"}")]
    [DataRow("{\"account\":1,\"password\":2}")]
    public async Task A_log_in_that_is_none_is_a_bad_request(string body)
    {
        using var content = new StringContent(body);
        using HttpResponseMessage login = await _http.PostAsync("/login", content);
        Assert.AreEqual(HttpStatusCode.BadRequest, login.StatusCode);
    }

    [TestMethod]
    public async Task While_the_unit_has_no_power_nothing_opens()
    {
        _board.CutPower();
        using HttpResponseMessage login = await LogIn("admin", Owner);
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, login.StatusCode);
    }

    private Task<HttpResponseMessage> LogIn(string account, string password) => _http.PostAsJsonAsync("/login", new { account, password });
}
