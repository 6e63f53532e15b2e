using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Attestation.Token;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Doors;
using NanoAgent.Collector.Pages.Overview;
using PlainLine = NanoAgent.Evidence.PlainLine;

namespace NanoAgent.Collector.Pages.Enrolments;

/// <summary>Enrolment: one-time tokens, and where units stand in their life.</summary>
internal static class EnrolmentDoors
{
    private const int MostTokens = 500;
    private const long MostShown = 50;
    private const long MostUploadBytes = 8 * 1024 * 1024;
    private const int MostHours = 24 * 31;

    /// <summary>Adds what a viewer may read.</summary>
    public static void MapReading(RouteGroupBuilder pages, CollectorServices collector) =>
        pages.MapGet("/enrolment", (FleetSummaries fleet) => Show(collector, fleet, null, null));

    /// <summary>Adds what an operator may do.</summary>
    public static void MapActing(RouteGroupBuilder pages, CollectorServices collector)
    {
        pages.MapPost("/enrolment/tokens", async (HttpContext context, PageContext page, FleetSummaries fleet) => Make(collector, fleet, page.Person!, await context.Request.ReadFormAsync()));
        pages.MapPost("/enrolment/endorsements", async (HttpContext context, PageContext page, FleetSummaries fleet) =>
            Show(collector, fleet, null, null, BatchResult.Import(collector.Endorsements, await LinesAsync(await context.Request.ReadFormAsync()), page.Person!)))
            .WithMetadata(new RequestSizeLimitAttribute(MostUploadBytes));
        pages.MapPost("/enrolment/states", async (HttpContext context, PageContext page, FleetSummaries fleet) => SetStates(collector, fleet, page.Person!, await context.Request.ReadFormAsync()));
    }

    private static async Task<string[]> LinesAsync(IFormCollection form)
    {
        if (form.Files.GetFile("file") is not IFormFile file)
        {
            return [];
        }

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.ASCII);
        return (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static IResult SetStates(CollectorServices collector, FleetSummaries fleet, string person, IFormCollection form)
    {
        string why = form["why"].ToString().Trim();
        string[] ueids = form["ueids"].ToString().Split(['\r', '\n', ' ', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        if (why.Length is 0 or > 500 || !PlainLine.Is(why) || ueids.Length is 0 or > MostTokens || !UnitStates.TryParseSettable(form["state"].ToString(), out UnitState state))
        {
            return Bad();
        }

        IReadOnlyList<string> unknown = collector.Life.SetStates(ueids, state, person, why);
        return Show(collector, fleet, null, null, new BatchResult(unknown.Count == 0 ? ueids.Length : 0, [.. unknown.Select(ueid => new BatchRefused(ueid, BatchRefusal.UnknownUnit))]));
    }

    /// <summary>The page, with a token that was just made for a model or a unit; it is shown once.</summary>
    public static RazorComponentResult Show(CollectorServices collector, FleetSummaries fleet, string? made, string? model) => Show(collector, fleet, made, model, null);

    private static RazorComponentResult Show(CollectorServices collector, FleetSummaries fleet, string? made, string? model, BatchResult? batch) => new RazorComponentResult<EnrolmentPage>(new
    {
        Fleet = fleet.Get(),
        Open = collector.Tokens.Open(MostShown),
        Made = made,
        Model = model,
        Batch = batch,
        Endorsers = collector.Endorsements.Endorsers(),
    });

    private static IResult Bad() => Problems.Of(StatusCodes.Status400BadRequest, PageRefusal.BadForm, "the form holds something that its page does not offer");

    private static IResult Make(CollectorServices collector, FleetSummaries fleet, string person, IFormCollection form)
    {
        string model = form["model"].ToString().Trim();
        bool isRead = int.TryParse(form["hours"], NumberStyles.None, CultureInfo.InvariantCulture, out int hours) & int.TryParse(form["count"], NumberStyles.None, CultureInfo.InvariantCulture, out int count);

        if (!isRead || hours is < 1 or > MostHours || count is < 1 or > MostTokens || !Profile.IsName(model, Profile.MaxNameLength))
        {
            return Bad();
        }

        IReadOnlyList<string> tokens = collector.Tokens.Make(model, TimeSpan.FromHours(hours), count, person);
        return count == 1 ? Show(collector, fleet, tokens[0], model) : Results.File(Encoding.ASCII.GetBytes("token\r\n" + string.Join("\r\n", tokens) + "\r\n"), "text/csv", "enrolment-tokens.csv");
    }
}
