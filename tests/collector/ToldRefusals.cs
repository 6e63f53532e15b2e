using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Collector;
using NanoAgent.Collector.Doors.Api;

namespace NanoAgent.Tests.Collector;

/// <summary>Between a test and its collector: whatever the test is about, a door for programs refuses for no reason that its API document does not tell.</summary>
internal sealed class ToldRefusals(CollectorHost host) : DelegatingHandler(new HttpClientHandler())
{
    // Every door's, from its group; the document adds it in one place.
    private const string Everywhere = "too-many-requests";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);

        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && DoorOf(request) is RouteEndpoint door)
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            string refusal = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).RootElement.GetProperty("refusal").GetString()!;
            bool isTold = refusal == Everywhere || door.Metadata.GetOrderedMetadata<DoorRefusal>().Contains(new DoorRefusal((int)answer.StatusCode, refusal));
            Assert.IsTrue(isTold, $"{request.Method} {door.RoutePattern.RawText} refuses with {(int)answer.StatusCode} {refusal}, which its document does not tell");
        }

        return answer;
    }

    private RouteEndpoint? DoorOf(HttpRequestMessage request) => host.Doors().OfType<RouteEndpoint>().FirstOrDefault(door =>
        door.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal)
        && door.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(request.Method.Method)
        && Matches(door.RoutePattern.RawText.Split('/'), request.RequestUri!.AbsolutePath.Split('/')));

    private static bool Matches(string[] pattern, string[] path) =>
        pattern.Length == path.Length && pattern.Zip(path).All(part => part.First == part.Second || part.First.StartsWith('{'));
}
