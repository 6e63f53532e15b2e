using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Doors;
using NanoAgent.Collector.Pages.Enrolments;
using NanoAgent.Collector.Pages.Overview;
using PlainLine = NanoAgent.Evidence.PlainLine;

namespace NanoAgent.Collector.Pages.Units;

/// <summary>What an operator does to a unit on its page.</summary>
internal static class UnitDoors
{
    private const int MostText = 500;

    /// <summary>Adds the doors.</summary>
    public static void MapActing(RouteGroupBuilder pages, CollectorServices collector)
    {
        pages.MapPost("/units/{ueid}/acknowledge", async (HttpContext context, PageContext page, string ueid) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            string note = form["note"].ToString().Trim();
            return IsText(note) && collector.Acknowledge(ueid, form["check"].ToString(), page.Person!, note) > 0 ? Back(ueid) : Bad();
        });
        pages.MapPost("/units/{ueid}/state", async (HttpContext context, PageContext page, string ueid) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            string why = form["why"].ToString().Trim();
            return IsText(why) && UnitStates.TryParseSettable(form["state"].ToString(), out UnitState state) && collector.SetState(ueid, state, page.Person!, why) ? Back(ueid) : Bad();
        });
        pages.MapPost("/units/{ueid}/key", async (HttpContext context, PageContext page, FleetSummaries fleet, string ueid) =>
        {
            string why = (await context.Request.ReadFormAsync())["why"].ToString().Trim();
            ReplacementAnswer? answer = IsText(why) ? collector.Life.AllowReplacement(ueid, page.Person!, why) : null;
            return answer switch
            {
                { Token: string token } => EnrolmentDoors.Show(collector, fleet, token, ueid),
                { Obstacle: ReplacementObstacle.FailureOpen } => Problems.Of(StatusCodes.Status409Conflict, PageRefusal.FailureOpen, "a failure is open: acknowledge it first"),
                _ => Bad(),
            };
        });
    }

    private static bool IsText(string text) => text.Length is > 0 and <= MostText && PlainLine.Is(text);

    private static IResult Back(string ueid) => Results.LocalRedirect(Links.Unit(ueid));

    private static IResult Bad() => Problems.Of(StatusCodes.Status400BadRequest, PageRefusal.BadForm, "the form holds something that its page does not offer, or was sent before");
}
