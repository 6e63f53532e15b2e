using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Collector;

/// <summary>Every door of the collector with everybody who may knock: who is let in stands here, decided by hand, and a door that does not stand here fails.</summary>
[TestClass]
public sealed class WhoMayTests
{
    // Nobody in particular: units prove themselves by what they sign, and forms of these doors by their token.
    private const string Anyone = "nobody viewer operator declarant viewer-token operator-token";

    // By a session. The others do not include each other, and each of them may read.
    private const string Readers = "viewer operator declarant";
    private const string Operators = "operator";
    private const string Declarants = "declarant";

    // By a bearer token, which no page elsewhere makes a browser send.
    private const string Programs = "viewer-token operator-token";

    private static readonly Dictionary<string, string> _decisions = new(StringComparer.Ordinal)
    {
        ["POST /v1/challenges"] = Anyone,
        ["POST /v1/enrolments"] = Anyone,
        ["POST /v1/tags"] = Anyone,
        ["POST /v1/attestations"] = Anyone,
        ["GET /v1/pins"] = Anyone,
        ["GET /healthz"] = Anyone,
        ["GET /readyz"] = Anyone,
        ["GET /v1/keys"] = Anyone,
        ["GET /v1/log/head"] = Anyone,
        ["GET /v1/log/proof/{index:long}"] = Anyone,
        ["GET /v1/log/consistency"] = Anyone,
        ["GET /openapi/{documentName}.json"] = Anyone,
        ["GET /openapi"] = Anyone,
        ["GET /assets/{hash}/{name}"] = Anyone,
        ["GET /status/{key}"] = Anyone,
        ["GET /language"] = Anyone,
        ["GET /signin"] = Anyone,
        ["POST /signin"] = Anyone,
        ["POST /signin/secret"] = Anyone,
        ["POST /signout"] = Anyone,

        ["GET /v1/devices"] = Programs,
        ["GET /v1/devices/{ueid}"] = Programs,
        ["GET /v1/devices/{ueid}/attestations"] = Programs,
        ["GET /v1/audit"] = Programs,

        ["GET /"] = Readers,
        ["GET /live"] = Readers,
        ["GET /units"] = Readers,
        ["GET /units/{ueid}"] = Readers,
        ["GET /findings"] = Readers,
        ["GET /findings.csv"] = Readers,
        ["GET /mapping"] = Readers,
        ["GET /failures"] = Readers,
        ["GET /enrolment"] = Readers,
        ["GET /declarations"] = Readers,
        ["GET /declaration"] = Readers,
        ["GET /declarations/packs/{id}.zip"] = Readers,
        ["GET /declarations/documents/{file}"] = Readers,

        ["POST /units/{ueid}/acknowledge"] = Operators,
        ["POST /units/{ueid}/state"] = Operators,
        ["POST /units/{ueid}/key"] = Operators,
        ["POST /enrolment/tokens"] = Operators,
        ["POST /enrolment/endorsements"] = Operators,
        ["POST /enrolment/states"] = Operators,

        ["POST /declaration/confirm"] = Declarants,
        ["POST /declaration/not-applicable"] = Declarants,
        ["POST /declaration/compared"] = Declarants,
        ["POST /declaration/product"] = Declarants,
        ["POST /declaration/document"] = Declarants,
        ["POST /declaration/test"] = Declarants,
        ["POST /declaration/packs"] = Declarants,
        ["POST /declarations/packs/{id}/publish"] = Declarants,
        ["POST /declarations/packs/{id}/filed"] = Declarants,
        ["POST /declarations/packs/{id}/withdraw"] = Declarants,
    };

    [TestMethod]
    public async Task Every_door_lets_in_whom_it_was_decided_to_let_in_and_nobody_else()
    {
        await using Scene scene = await Scene.OpenAsync();
        Dictionary<string, Func<string, string, Task<HttpResponseMessage>>> callers = await CallersAsync(scene);
        var wrong = new List<string>();

        foreach ((string method, string pattern) in DoorsOf(scene))
        {
            string decided = _decisions.GetValueOrDefault($"{method} {pattern}", "nobody has decided");
            var letIn = new List<string>();

            foreach ((string caller, Func<string, string, Task<HttpResponseMessage>> knock) in callers)
            {
                using HttpResponseMessage answer = await AnswerAsync(scene, knock(method, PathOf(pattern)));
                letIn.AddRange(IsLetIn(answer) ? [caller] : []);
            }

            if (string.Join(' ', letIn) != decided)
            {
                wrong.Add($"{method} {pattern}: lets in {string.Join(' ', letIn)}; decided: {decided}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public async Task Every_decision_is_about_a_door_that_there_is()
    {
        await using Scene scene = await Scene.OpenAsync();

        CollectionAssert.AreEquivalent(_decisions.Keys.ToArray(), DoorsOf(scene).Select(door => $"{door.Method} {door.Pattern}").ToArray());
    }

    [TestMethod]
    public async Task No_door_that_acts_on_a_session_takes_a_form_that_no_page_of_ours_made()
    {
        await using Scene scene = await Scene.OpenAsync();
        using Browser signedIn = await OperatorTests.SignedInAsync(scene, "Ada", Roles.All);

        foreach ((string method, string pattern) in DoorsOf(scene).Where(door => door.Method == "POST" && !door.Pattern.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            using HttpResponseMessage answer = await signedIn.PostAsync(PathOf(pattern), new() { ["why"] = "a page elsewhere says so" });
            Assert.AreEqual("400 forged-form", $"{(int)answer.StatusCode} {await Scene.RefusalAsync(answer)}", method + " " + pattern);
        }
    }

    private static IEnumerable<(string Method, string Pattern)> DoorsOf(Scene scene) => scene.Host.Doors().OfType<RouteEndpoint>()
        .SelectMany(door => door.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (method, door.RoutePattern.RawText!)));

    // One door says nothing before something has changed.
    private static async Task<HttpResponseMessage> AnswerAsync(Scene scene, Task<HttpResponseMessage> asked)
    {
        while (await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(1))) != asked)
        {
            scene.Services.Store.WriteNow((_, log) =>
            {
                log.BumpGeneration();
                return true;
            });
        }

        return await asked;
    }

    // A place for each parameter: there need be nothing behind it.
    internal static string PathOf(string pattern) => pattern switch
    {
        "/openapi/{documentName}.json" => "/openapi/v1.json",
        "/declaration" => "/declaration?product=p&firmware=f&scheme=s",
        "/language" => "/language?code=ja",
        "/v1/log/consistency" => "/v1/log/consistency?from=0",
        _ => string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? part.StartsWith("{index", StringComparison.Ordinal) ? "0" : part.EndsWith(".zip", StringComparison.Ordinal) ? "x.zip" : "x" : part)),
    };

    private static bool IsLetIn(HttpResponseMessage answer) =>
        (int)answer.StatusCode is not (401 or 403) && !(answer.Headers.Location is Uri to && to.ToString().Contains("/signin?return=", StringComparison.Ordinal));

    private static async Task<Dictionary<string, Func<string, string, Task<HttpResponseMessage>>>> CallersAsync(Scene scene)
    {
        var callers = new Dictionary<string, Func<string, string, Task<HttpResponseMessage>>> { ["nobody"] = new Browser(scene).KnockAsync };

        foreach (Role role in Roles.All)
        {
            callers[Roles.Name(role)] = (await OperatorTests.SignedInAsync(scene, "by session: " + Roles.Name(role), role)).KnockAsync;
        }

        foreach (Role role in (Role[])[Role.Viewer, Role.Operator])
        {
            string name = "by token: " + Roles.Name(role);
            scene.Services.Operators.Invite(name, [role], "test");
            string token = scene.Services.Operators.MakeToken(name, "test", TimeSpan.FromHours(1), "test")!;
            callers[Roles.Name(role) + "-token"] = (method, path) => ShowAsync(scene, token, method, path);
        }

        return callers;
    }

    private static async Task<HttpResponseMessage> ShowAsync(Scene scene, string token, string method, string path)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = scene.Host.Url };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
