using Microsoft.AspNetCore.Http;
using NanoAgent.Collector.Doors;

namespace NanoAgent.Collector.Operators;

/// <summary>Lets through who shows the operators' bearer token (RFC 6750).</summary>
internal sealed class OperatorFilter(CollectorServices collector) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        string header = context.HttpContext.Request.Headers.Authorization.ToString();

        if (!header.StartsWith("Bearer ", StringComparison.Ordinal) || !collector.IsOperator(header[7..]))
        {
            context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(StatusCodes.Status401Unauthorized, "not-signed-in", "needs the operators' bearer token");
        }

        return await next(context);
    }
}
