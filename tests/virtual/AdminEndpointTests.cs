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

    [TestMethod]
    [DataRow("GET", "/settings")]
    [DataRow("POST", "/update")]
    public async Task Settings_and_updates_want_a_session(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        Assert.AreEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [TestMethod]
    public async Task An_uploaded_image_goes_through_the_update_gate()
    {
        byte[] genuine = _board.Update!.Sample(Board.UpdateSample.Genuine);
        Assert.AreEqual("{\"verdict\":\"accepted\"}", await Ask(HttpMethod.Post, "/update", genuine, HttpStatusCode.OK));
        genuine[^1] ^= 1;
        Assert.AreEqual("{\"verdict\":\"bad-digest\"}", await Ask(HttpMethod.Post, "/update", genuine, HttpStatusCode.UnprocessableEntity));
        await Ask(HttpMethod.Post, "/update", new byte[9000], HttpStatusCode.RequestEntityTooLarge);
    }

    [TestMethod]
    public async Task The_settings_are_those_that_a_person_made() =>
        Assert.AreEqual("{\"room\":\"kitchen\",\"report-interval\":\"900\"}", await Ask(HttpMethod.Get, "/settings", null, HttpStatusCode.OK));

    private async Task<string> Ask(HttpMethod method, string path, byte[]? body, HttpStatusCode expected)
    {
        using HttpResponseMessage login = await LogIn("admin", Owner);
        using JsonDocument session = JsonDocument.Parse(await login.Content.ReadAsStringAsync());
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.RootElement.GetProperty("session").GetString());
        using HttpResponseMessage answer = await _http.SendAsync(request);
        Assert.AreEqual(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private Task<HttpResponseMessage> LogIn(string account, string password) => _http.PostAsJsonAsync("/login", new { account, password });
}
