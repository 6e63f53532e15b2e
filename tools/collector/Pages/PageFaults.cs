using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Pages;

/// <summary>A database, or a token of keys, that does not answer is said as a page, not as data.</summary>
internal sealed class PageFaults : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);

        // A page in one language must not be kept for a reader of the other.
        context.HttpContext.Response.Headers.Vary = "Accept-Language, Cookie";

        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException)
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return new RazorComponentResult<TroublePage> { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }
}
