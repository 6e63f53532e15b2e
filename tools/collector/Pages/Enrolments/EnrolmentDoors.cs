using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Attestation.Token;
using NanoAgent.Collector.Pages.Overview;

namespace NanoAgent.Collector.Pages.Enrolments;

/// <summary>Enrolment: one-time tokens, and where units stand in their life.</summary>
internal static class EnrolmentDoors
{
    private const int MostTokens = 500;
    private const int MostHours = 24 * 31;

    /// <summary>Adds what a viewer may read.</summary>
    public static void MapReading(RouteGroupBuilder pages, CollectorServices collector) =>
        pages.MapGet("/enrolment", (FleetSummaries fleet) => Show(collector, fleet, null, null));

    /// <summary>Adds what an operator may do.</summary>
    public static void MapActing(RouteGroupBuilder pages, CollectorServices collector) =>
        pages.MapPost("/enrolment/tokens", async (HttpContext context, PageContext page, FleetSummaries fleet) => Make(collector, fleet, page.Person!, await context.Request.ReadFormAsync()));

    private static RazorComponentResult Show(CollectorServices collector, FleetSummaries fleet, string? made, string? model) => new RazorComponentResult<EnrolmentPage>(new
    {
        Fleet = fleet.Get(),
        Open = (IReadOnlyList<OpenToken>)collector.Store.Read(session => OpenToken.Read(session, collector.Now)),
        Made = made,
        Model = model,
    });

    private static IResult Make(CollectorServices collector, FleetSummaries fleet, string person, IFormCollection form)
    {
        string model = form["model"].ToString().Trim();
        bool isRead = int.TryParse(form["hours"], NumberStyles.None, CultureInfo.InvariantCulture, out int hours) & int.TryParse(form["count"], NumberStyles.None, CultureInfo.InvariantCulture, out int count);

        if (!isRead || hours is < 1 or > MostHours || count is < 1 or > MostTokens || model.Length is 0 or > Profile.MaxNameLength || model.Any(char.IsControl))
        {
            return Doors.Problems.Of(StatusCodes.Status400BadRequest, "bad-form", "the form holds something that its page does not offer");
        }

        string[] tokens = [.. Enumerable.Range(0, count).Select(_ => collector.CreateEnrolmentToken(model, TimeSpan.FromHours(hours), person))];
        return count == 1 ? Show(collector, fleet, tokens[0], model) : Results.File(Encoding.ASCII.GetBytes("token\r\n" + string.Join("\r\n", tokens) + "\r\n"), "text/csv", "enrolment-tokens.csv");
    }
}
