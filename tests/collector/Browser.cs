using System.Net;
using System.Net.ServerSentEvents;
using System.Text.RegularExpressions;

namespace NanoAgent.Tests.Collector;

/// <summary>As much of a browser as signing in takes: cookies, hidden form fields, no redirects followed.</summary>
/// <param name="scene">The collector.</param>
/// <param name="through">How it is reached, cookies and redirects left alone; null for straight.</param>
internal sealed partial class Browser(Scene scene, HttpClient? through = null) : IDisposable
{
    private readonly HttpClient _http = through ?? new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = scene.Host.Url };
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>What it asks for in <c>Accept-Language</c>; pages are asked for as browsers do. Null for a client that says neither.</summary>
    public string? Language { get; init; }

    /// <summary>Another browser with the same cookies.</summary>
    public Browser Copy()
    {
        var copy = new Browser(scene);

        foreach ((string name, string value) in _cookies)
        {
            copy._cookies[name] = value;
        }

        return copy;
    }

    public async Task<HttpResponseMessage> SignInAsync(string name, string password) =>
        await PostAsync("/signin", await FormAsync(("name", name), ("password", password)));

    public async Task<HttpResponseMessage> RedeemAsync(string secret, string name, string password, string returnPath = "/") =>
        await PostAsync("/signin/secret?return=" + Uri.EscapeDataString(returnPath), await FormAsync(("secret", secret), ("name", name), ("password", password)));

    public async Task SignOutAsync() => Assert.AreEqual(HttpStatusCode.Redirect, (await PostAsync("/signout", await FormAsync())).StatusCode);

    public async Task<bool> IsSignedInAsync() => (await (await GetAsync("/signin")).Content.ReadAsStringAsync()).Contains("Signed in as", StringComparison.Ordinal);

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Asks and does not wait for the end of the answer, which some doors never come to.</summary>
    public Task<HttpResponseMessage> KnockAsync(string method, string path) => SendAsync(new HttpRequestMessage(new HttpMethod(method), path), HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Listens to changes (server-sent events), as a page does or, with the id of the last event, one whose connection ended; the first event's id.</summary>
    public async Task<string> ListenAsync(string path, string? last = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Last-Event-ID", last is null ? [] : [last]);
        using HttpResponseMessage answer = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using Stream events = await answer.Content.ReadAsStreamAsync();

        await foreach (SseItem<string> item in SseParser.Create(events).EnumerateAsync())
        {
            Assert.AreEqual("change", item.EventType);
            return item.EventId!;
        }

        throw new AssertFailedException("it ended without an event");
    }

    /// <summary>Sends a form of a page of ours.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] fields) => await PostAsync(path, await FormAsync(fields));

    /// <summary>Sends a form as pages with a file do.</summary>
    public async Task<HttpResponseMessage> SubmitPartsAsync(string path, params (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent();

        foreach ((string name, string value) in await FormAsync(fields))
        {
            content.Add(new StringContent(value), name);
        }

        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> form) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) });

    public void Dispose() => _http.Dispose();

    private async Task<Dictionary<string, string>> FormAsync(params (string Name, string Value)[] fields)
    {
        string page = await (await GetAsync("/signin")).Content.ReadAsStringAsync();
        Match hidden = HiddenField().Match(page);
        var form = new Dictionary<string, string> { [hidden.Groups[1].Value] = WebUtility.HtmlDecode(hidden.Groups[2].Value) };

        foreach ((string name, string value) in fields)
        {
            form[name] = value;
        }

        return form;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead)
    {
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => cookie.Key + "=" + cookie.Value)));

        if (Language is not null)
        {
            request.Headers.AcceptLanguage.ParseAdd(Language);
            request.Headers.Accept.ParseAdd("text/html");
        }

        HttpResponseMessage answer = await _http.SendAsync(request, until);

        foreach (string cookie in answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) ? set : [])
        {
            string[] parts = cookie.Split(';')[0].Split('=', 2);
            _cookies[parts[0]] = parts[1];
        }

        return answer;
    }

    [GeneratedRegex("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex HiddenField();
}
