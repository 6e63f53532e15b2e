using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace NanoAgent.Tests.Collector;

/// <summary>The API document tells every door for programs, and what it tells is so.</summary>
[TestClass]
public sealed partial class ApiDocumentTests
{
    private const string Address = "/openapi/v1.json";

    [TestMethod]
    public async Task Every_door_for_programs_stands_in_the_document_with_its_answers_and_refusals()
    {
        await using Scene scene = await Scene.OpenAsync();
        JsonElement paths = (await scene.GetAsync(Address)).GetProperty("paths");
        RouteEndpoint[] doors = [.. scene.Host.Doors().OfType<RouteEndpoint>().Where(IsForPrograms)];

        Assert.IsGreaterThan(10, doors.Length);

        foreach (RouteEndpoint door in doors)
        {
            string method = door.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single().ToLowerInvariant();
            string path = RouteConstraint().Replace(door.RoutePattern.RawText!, "}");
            Assert.IsTrue(paths.TryGetProperty(path, out JsonElement operations) && operations.TryGetProperty(method, out _), $"{method} {path}");
            JsonElement told = operations.GetProperty(method);
            Assert.IsNotEmpty(told.GetProperty("summary").GetString()!, path);
            Assert.AreEqual(method == "post", told.TryGetProperty("requestBody", out _), path);
            Assert.IsTrue(told.GetProperty("responses").EnumerateObject().Any(r => r.Name.StartsWith('2') && r.Value.GetProperty("content").EnumerateObject().All(c => c.Value.TryGetProperty("schema", out _))), path);
            Assert.IsTrue(told.GetProperty("responses").EnumerateObject().Any(r => r.Value.GetProperty("content").TryGetProperty("application/problem+json", out _)), path);
        }
    }

    [TestMethod]
    public async Task What_a_door_answers_has_the_members_that_the_document_tells()
    {
        await using Scene scene = await Scene.OpenAsync();
        JsonElement document = await scene.GetAsync(Address);
        TestUnit unit = await scene.EnrolAsync();
        var other = new TestUnit(scene.Services.Id);
        using var challenge = new StringContent($$"""{"kid":"{{unit.KeyId}}"}""");
        using HttpResponseMessage nonce = await scene.Http.PostAsync(new Uri("/v1/challenges", UriKind.Relative), challenge);
        using HttpResponseMessage enrolled = await scene.EnrolAsync(other, scene.EnrolmentToken(), await scene.NonceAsync(other));
        using HttpResponseMessage tagged = await scene.PostAsync("/v1/tags", unit.Tags(await scene.NonceAsync(unit), "batch-1", "admin", new byte[32]), "application/jose");

        AssertTold(document, "/v1/challenges", "post", "200", await Scene.ReadAsync(nonce));
        AssertTold(document, "/v1/enrolments", "post", "201", await Scene.ReadAsync(enrolled));
        AssertTold(document, "/v1/tags", "post", "200", await Scene.ReadAsync(tagged));
        AssertTold(document, "/v1/attestations", "post", "200", await scene.ReportAsync(unit));
        AssertTold(document, "/v1/log/proof/{index}", "get", "200", await scene.GetAsync("/v1/log/proof/0"));
        AssertTold(document, "/v1/log/consistency", "get", "200", await scene.GetAsync("/v1/log/consistency?from=1"));
        AssertTold(document, "/v1/audit", "get", "200", await scene.GetAsync("/v1/audit"));
        AssertTold(document, "/v1/devices", "get", "200", await scene.GetAsync("/v1/devices"));
        AssertTold(document, "/v1/devices/{ueid}", "get", "200", await scene.GetAsync($"/v1/devices/{unit.UeidText}"));
        AssertTold(document, "/v1/devices/{ueid}/attestations", "get", "200", await scene.GetAsync($"/v1/devices/{unit.UeidText}/attestations"));
    }

    [TestMethod]
    public async Task Every_refusal_of_the_verifiers_list_is_told_at_the_door_of_reports()
    {
        await using Scene scene = await Scene.OpenAsync();
        JsonElement responses = (await scene.GetAsync(Address)).GetProperty("paths").GetProperty("/v1/attestations").GetProperty("post").GetProperty("responses");
        string told = responses.GetRawText();

        foreach (string refusal in Enum.GetNames<Attestation.Verify.Refusal>().Where(name => name != "None").Select(JsonNamingPolicy.KebabCaseLower.ConvertName))
        {
            StringAssert.Contains(told, $"\"{refusal}\"");
        }
    }

    [TestMethod]
    public async Task The_page_shows_every_door_and_loads_nothing_from_elsewhere()
    {
        await using Scene scene = await Scene.OpenAsync();
        using HttpResponseMessage answer = await scene.Http.GetAsync(new Uri("/openapi", UriKind.Relative));
        string page = await answer.Content.ReadAsStringAsync();

        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        StringAssert.Contains(answer.Headers.GetValues("Content-Security-Policy").Single(), "default-src 'none'");
        Assert.IsEmpty(Loaded().Matches(page).Select(m => m.Groups[1].Value).Where(address => !address.StartsWith('/')).ToArray());
        Assert.DoesNotContain("<script", page);

        foreach (JsonProperty path in (await scene.GetAsync(Address)).GetProperty("paths").EnumerateObject())
        {
            StringAssert.Contains(WebUtility.HtmlDecode(page), path.Name);
        }
    }

    // Pages and what they load are for people; the document and the fallback are not part of the API.
    private static bool IsForPrograms(RouteEndpoint door) =>
        door.RoutePattern.RawText is string path && (path.StartsWith("/v1/", StringComparison.Ordinal) || path is "/healthz" or "/readyz");

    private static void AssertTold(JsonElement document, string path, string method, string status, JsonElement body)
    {
        JsonElement schema = document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status)
            .GetProperty("content").GetProperty("application/json").GetProperty("schema");
        AssertMembers(document, schema, body, $"{method} {path}");
    }

    private static void AssertMembers(JsonElement document, JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (schema.TryGetProperty("items", out JsonElement items))
        {
            Assert.AreEqual(JsonValueKind.Array, value.ValueKind, at);
            value.EnumerateArray().ToList().ForEach(item => AssertMembers(document, items, item, at));
        }
        else if (schema.TryGetProperty("properties", out JsonElement properties) && value.ValueKind == JsonValueKind.Object)
        {
            CollectionAssert.AreEquivalent(properties.EnumerateObject().Select(p => p.Name).ToArray(), value.EnumerateObject().Select(p => p.Name).ToArray(), at);
            properties.EnumerateObject().ToList().ForEach(p => AssertMembers(document, p.Value, value.GetProperty(p.Name), $"{at} {p.Name}"));
        }
        else
        {
            Assert.AreNotEqual(JsonValueKind.Object, schema.TryGetProperty("type", out _) ? value.ValueKind : JsonValueKind.Null, $"{at}: an object of which nothing is told");
        }
    }

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex RouteConstraint();

    [GeneratedRegex("(?:src|<link[^>]*href)=\"([^\"]*)\"")]
    private static partial Regex Loaded();
}
