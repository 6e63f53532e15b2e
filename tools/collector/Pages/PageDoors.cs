using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NanoAgent.Collector.Devices;
using NanoAgent.Collector.Drift;
using NanoAgent.Collector.Pages.Api;
using NanoAgent.Collector.Pages.Assets;
using NanoAgent.Collector.Pages.Declarations;
using NanoAgent.Collector.Pages.Enrolments;
using NanoAgent.Collector.Pages.Failures;
using NanoAgent.Collector.Pages.Findings;
using NanoAgent.Collector.Pages.Language;
using NanoAgent.Collector.Pages.Mappings;
using NanoAgent.Collector.Pages.Overview;
using NanoAgent.Collector.Pages.PublicStatus;
using NanoAgent.Collector.Pages.Units;
using NanoAgent.Evidence;
using NanoAgent.Schemes;
using UnitState = NanoAgent.Collector.Devices.UnitState;

namespace NanoAgent.Collector.Pages;

/// <summary>The pages for people: each a read model and a component that shows it.</summary>
internal static class PageDoors
{
    public const string DefaultScheme = "jc-star-1";

    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Adds what the pages need.</summary>
    public static void AddServices(IServiceCollection services)
    {
        services.AddRazorComponents();

        // Japanese as it is: as numbered entities it weighs nearly three times as much. What HTML gives a meaning stays encoded.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.AddSingleton<FleetSummaries>();
        services.AddSingleton<FiledDeclarations>();
        services.AddSingleton(provider => new ProvisioningIndex(provider.GetRequiredService<CollectorServices>().Options.RecordFolder));
        services.AddSingleton<PackShelf>();
        services.AddSingleton<DeclarationDesk>();
        services.AddSingleton<LiveChanges>();
        services.AddScoped<PageContext>();
    }

    /// <summary>Adds what anyone may load.</summary>
    public static void MapPublic(RouteGroupBuilder pages)
    {
        pages.AddEndpointFilter(new PageFaults());
        PageAssets.Map(pages);
        StatusDoors.Map(pages);
        ApiDoors.Map(pages);
        pages.MapGet("/language", (HttpContext context, string code, string? back) => LanguageChoice.Choose(context, code, back));
    }

    /// <summary>Adds what a viewer may read.</summary>
    public static void MapReading(RouteGroupBuilder pages, CollectorServices collector)
    {
        pages.AddEndpointFilter(new PageFaults());

        // Before anything is read: what changes meanwhile is told to the page.
        pages.AddEndpointFilter((context, next) =>
        {
            IServiceProvider services = context.HttpContext.RequestServices;
            services.GetRequiredService<PageContext>().Seen = services.GetRequiredService<LiveChanges>().Version();
            return next(context);
        });
        DeclarationDoors.MapReading(pages);
        EnrolmentDoors.MapReading(pages, collector);
        pages.MapGet("/", (FleetSummaries fleet, string? model, string? firmware) => fleet.Find() is FleetSummary counted ? Overview(collector, counted, Text(model), Text(firmware)) : Show<CountingPage>(new { }));
        pages.MapGet("/units", (FleetSummaries fleet, string? ueid, string? model, string? firmware, string? state, string? after) =>
            Units(collector, fleet.Find(), Text(ueid), new UnitFilter(Text(model), Text(firmware), StateOf(state), after ?? "")));
        pages.MapGet("/units/{ueid}", (ProvisioningIndex provisioning, string ueid) => Unit(collector, provisioning, ueid));
        pages.MapGet("/findings", (FleetSummaries fleet, [AsParameters] FindingQuery query) => Findings(collector, fleet.Find(), query.Filter, FindingPlace.Read(query.After)));
        pages.MapGet("/mapping", (string? scheme) => Mapping(Text(scheme)));
        pages.MapGet("/failures", (FleetSummaries fleet, string? check, long? before) => Failures(collector, fleet.Get(), Text(check), before ?? long.MaxValue));
    }

    /// <summary>Adds the files that a viewer may take along.</summary>
    public static void MapDownloads(RouteGroupBuilder pages, CollectorServices collector)
    {
        pages.AddEndpointFilter(new PageFaults());
        DeclarationDoors.MapDownloads(pages);
        pages.MapGet("/findings.csv", ([AsParameters] FindingQuery query, CancellationToken cancel) =>
            Results.Stream(output => FindingCsv.WriteAsync(collector, query.Filter, output, cancel), "text/csv; charset=utf-8", "findings.csv"));
    }

    /// <summary>Adds what tells a viewer's open page that something has changed.</summary>
    public static void MapLive(RouteGroupBuilder pages)
    {
        pages.AddEndpointFilter(new PageFaults());

        // A browser whose connection ended says by itself which event was its last.
        pages.MapGet("/live", (LiveChanges live, string? seen, [FromHeader(Name = "Last-Event-ID")] string? last, CancellationToken cancel) => live.Listen(last ?? seen, cancel));
    }

    /// <summary>Adds what an operator may do to units.</summary>
    public static void MapActing(RouteGroupBuilder pages, CollectorServices collector)
    {
        pages.AddEndpointFilter(new PageFaults());
        UnitDoors.MapActing(pages, collector);
        EnrolmentDoors.MapActing(pages, collector);
    }

    private static IResult Mapping(string? scheme) =>
        SchemeCatalog.BuiltIn.Find(scheme ?? DefaultScheme) is Scheme found ? Show<MappingPage>(new { Scheme = found }) : Missing();

    private static RazorComponentResult Overview(CollectorServices collector, FleetSummary fleet, string? model, string? firmware) => Show<OverviewPage>(new
    {
        Model = OverviewModel.Of(fleet, SchemeCatalog.BuiltIn.Find(DefaultScheme)!, RecordStore.Load(collector.Options.RecordFolder), model, firmware),
        collector.StaleAfter,
    });

    private static IResult Units(CollectorServices collector, FleetSummary? fleet, string? ueid, UnitFilter filter)
    {
        if (ueid is not null && collector.FindUnit(ueid) is Unit unit)
        {
            return Results.LocalRedirect(Links.Unit(unit.Ueid));
        }

        long silentBefore = collector.Now - (long)collector.StaleAfter.TotalSeconds;
        return Show<UnitsPage>(new
        {
            Filter = filter,
            List = collector.Store.Read(session => UnitList.Read(session, filter, silentBefore)),
            Models = ModelsOf(fleet, filter.Model),
            Versions = VersionsOf(fleet, filter.Firmware),
            NotFound = ueid,
        });
    }

    private static IResult Unit(CollectorServices collector, ProvisioningIndex provisioning, string ueid) =>
        UnitViewReader.Read(collector, provisioning, ueid) is UnitView view ? Show<UnitPage>(new { View = view }) : Missing();

    private static RazorComponentResult Findings(CollectorServices collector, FleetSummary? fleet, FindingFilter filter, FindingPlace from) => Show<FindingsPage>(new
    {
        Filter = filter,
        List = collector.Store.Read(session => new FindingSearch(session, filter, _patience).Read(from, 50)),
        IsFirst = from == FindingPlace.Start,
        Models = ModelsOf(fleet, filter.Model),
        Versions = VersionsOf(fleet, filter.Firmware),
        Checks = collector.Store.Read(FindingSearch.Checks),
    });

    private static RazorComponentResult Failures(CollectorServices collector, FleetSummary fleet, string? check, long before) => Show<FailuresPage>(new
    {
        List = collector.Store.Read(session => FailureList.Read(session, check, before)),
        Check = check,
        fleet.Open,
    });

    /// <summary>Is a page wanted, rather than data?</summary>
    public static bool IsForPeople(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>A page that says that nothing is there.</summary>
    public static RazorComponentResult Missing() => new RazorComponentResult<MissingPage> { StatusCode = StatusCodes.Status404NotFound };

    private static RazorComponentResult Show<TPage>(object parameters)
        where TPage : Microsoft.AspNetCore.Components.IComponent => new RazorComponentResult<TPage>(parameters);

    // While the fleet is counted for the first time, one can choose no more than what was chosen.
    private static string[] ModelsOf(FleetSummary? fleet, string? chosen) => [.. (fleet?.Groups.Select(g => g.Model) ?? []).Append(chosen).OfType<string>().Distinct()];

    private static string[] VersionsOf(FleetSummary? fleet, string? chosen) =>
        [.. (fleet?.Groups.Select(g => g.Firmware) ?? []).Append(chosen).OfType<string>().Where(f => f.Length > 0).Distinct().OrderDescending(StringComparer.Ordinal)];

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static UnitState? StateOf(string? name) => Enum.GetValues<UnitState>().Cast<UnitState?>().FirstOrDefault(state => UnitStates.Name(state!.Value) == name);

    /// <summary>The part of an address that says which findings are wanted.</summary>
    private sealed record FindingQuery(string? Model, string? Firmware, string? Check, string? Outcome, string? Basis, string? Since, string? After)
    {
        public FindingFilter Filter => FindingFilter.Read(Model, Firmware, Check, Outcome, Basis, Since);
    }
}
