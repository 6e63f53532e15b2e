using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Collector.Doors.Api;

namespace NanoAgent.Collector.Pages.Api;

/// <summary>The page of the API document, open to everybody.</summary>
internal static class ApiDoors
{
    /// <summary>Adds the door.</summary>
    public static void Map(RouteGroupBuilder pages) => pages.MapGet("/openapi", async (HttpContext context, CancellationToken cancel) =>
        new RazorComponentResult<ApiPage>(new { Document = await ApiDocument.ReadAsync(context.RequestServices, cancel) }));
}
