using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NanoAgent.Collector.Doors;

/// <summary>Security headers, by the kind of answer: data by default, a page where the group says so.</summary>
public static class ResponseHeaders
{
    private const string ForData = "default-src 'none'; frame-ancestors 'none'";
    private const string ForPages = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The group's answers are pages: style, images and script of this collector only, and forms that go nowhere else.</summary>
    public static T ServesPages<T>(this T group)
        where T : IEndpointConventionBuilder => group.WithMetadata(new PageMark());

    /// <summary>Does the door that was found serve pages?</summary>
    internal static bool IsPage(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PageMark>() is not null;

    internal static Task Set(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        bool isPage = IsPage(context);
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = isPage ? ForPages : ForData;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        if (isPage)
        {
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return next(context);
    }

    private sealed class PageMark;
}
