using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using NanoAgent.Collector.Pages;

namespace NanoAgent.Collector.Doors;

/// <summary>What no door was made for: an address at which there is nothing, a method that its door does not take, and HEAD.</summary>
internal static class Unrouted
{
    private static readonly EndpointMetadataCollection _forAnyone = Metadata();

    private static readonly Endpoint _nowhere = new(context => Missing(context).ExecuteAsync(context), _forAnyone, "nowhere");

    /// <summary>HEAD is answered as GET, by its headers alone (RFC 9110 §9.3.2).</summary>
    public static Task HeadAsGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;

            // Of what is written without a length the server sends some over HTTP/2 even then, and a client ends the stream.
            context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null, context.Features.GetRequiredFeature<IHttpResponseBodyFeature>()));
        }

        return next(context);
    }

    /// <summary>Leads what found no door to an answer, which has the limits and headers of all others.</summary>
    /// <remarks>Which doors there are is no secret (<c>/openapi</c>, the source), and none is told by what stands behind it: so nobody has to sign in to hear of a wrong method.</remarks>
    public static Task Lead(HttpContext context, RequestDelegate next)
    {
        switch (context.GetEndpoint())
        {
            case null:
                context.SetEndpoint(_nowhere);
                break;
            case not RouteEndpoint and { RequestDelegate: RequestDelegate refuse }:
                context.SetEndpoint(new Endpoint(refused => OtherMethodAsync(refused, refuse), _forAnyone, "another method"));
                break;
        }

        return next(context);
    }

    // What routing puts in the place of a door says the status and the methods that the address takes.
    private static async Task OtherMethodAsync(HttpContext context, RequestDelegate refuse)
    {
        await refuse(context);
        string taken = context.Response.Headers.Allow.ToString();
        string[] methods = [.. taken.Split(", "), .. taken.Split(", ").Contains(HttpMethods.Get) ? new[] { HttpMethods.Head } : []];
        context.Response.Headers.Allow = string.Join(", ", methods);
        await Problems.Of(StatusCodes.Status405MethodNotAllowed, PageRefusal.MethodNotAllowed, $"this address takes {string.Join(", ", methods)}").ExecuteAsync(context);
    }

    private static IResult Missing(HttpContext context) =>
        PageDoors.IsForPeople(context.Request) ? PageDoors.Missing() : Problems.Of(StatusCodes.Status404NotFound, "not-found", "nothing there");

    private static EndpointMetadataCollection Metadata()
    {
        var builder = new RouteEndpointBuilder(null, RoutePatternFactory.Parse(""), 0);
        new Conventions(builder).AllowAnonymous().ServesPages().ForReading();
        return new EndpointMetadataCollection(builder.Metadata);
    }

    private sealed class Conventions(EndpointBuilder builder) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => convention(builder);
    }
}
