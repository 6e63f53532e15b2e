using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Collector.Doors;
using NanoAgent.Collector.Drift;
using NanoAgent.Collector.Pages.Overview;
using NanoAgent.Evidence;
using NanoAgent.Schemes;

namespace NanoAgent.Collector.Pages.Declarations;

/// <summary>The declaration workspace: reading for viewers, records and packs for declarants.</summary>
internal static class DeclarationDoors
{
    // The collector's own limit is a device's token; a document may be this large.
    private const long MostUploadBytes = 64 * 1024 * 1024;

    /// <summary>Adds what a viewer may read.</summary>
    public static void MapReading(RouteGroupBuilder pages)
    {
        pages.MapGet("/declarations", (DeclarationDesk desk, PackShelf packs, FiledDeclarations filed, FleetSummaries fleet) => Choose(desk, packs, filed, fleet.Get()));
        pages.MapGet("/declaration", (DeclarationDesk desk, string product, string firmware, string scheme, string? row) => Open(desk, new Subject(product, firmware, scheme), null, row));
    }

    /// <summary>Adds the files that a viewer may take along.</summary>
    public static void MapDownloads(RouteGroupBuilder pages)
    {
        pages.MapGet("/declarations/packs/{id}.zip", (PackShelf packs, string id) => Download(packs, id));
        pages.MapGet("/declarations/documents/{file}", (DeclarationDesk desk, string file) => Document(desk, file));
    }

    /// <summary>Adds what a declarant may do.</summary>
    public static void MapDeclaring(RouteGroupBuilder pages)
    {
        pages.AddEndpointFilter(new PageFaults());
        pages.WithMetadata(new RequestSizeLimitAttribute(MostUploadBytes));
        MapRecord(pages, "confirm", (desk, forms) => RecordStore.TryAdd(desk.RecordFolder, forms.Confirmation(), out _));
        MapRecord(pages, "not-applicable", (desk, forms) => RecordStore.TryAdd(desk.RecordFolder, forms.NotApplicable(), out _));
        MapRecord(pages, "compared", (desk, forms) => RecordStore.TryAdd(desk.RecordFolder, forms.Comparison(), out _));
        MapRecord(pages, "product", (desk, forms) => RecordStore.TryAdd(desk.RecordFolder, forms.Product(desk.Records().Product(forms.Subject.Product)), out _));
        MapRecord(pages, "document", AddDocument);
        MapRecord(pages, "test", (desk, forms) => forms.Test() is TestRecord test ? RecordStore.TryAdd(desk.RecordFolder, test, out _) : new RecordFault(RecordRule.TestFile));
        pages.MapPost("/declaration/packs", async (HttpContext context, DeclarationDesk desk, PageContext page) => Produce(desk, await FormsAsync(context, page)));
        pages.MapPost("/declarations/packs/{id}/publish", (PackShelf packs, string id) => Publish(packs, id, packs.Publish));
        pages.MapPost("/declarations/packs/{id}/filed", (PackShelf packs, FiledDeclarations filed, string id) => Watch(packs, filed, id));
        pages.MapPost("/declarations/packs/{id}/withdraw", (PackShelf packs, string id) => Publish(packs, id, packs.Withdraw));
    }

    private static void MapRecord(RouteGroupBuilder pages, string name, Func<DeclarationDesk, RecordForms, RecordFault?> add) =>
        pages.MapPost("/declaration/" + name, async (HttpContext context, DeclarationDesk desk, PageContext page) =>
        {
            RecordForms forms = await FormsAsync(context, page);

            // What the record store does not take is said on the page, with what was entered left to the browser's way back.
            return add(desk, forms) is RecordFault fault
                ? Open(desk, forms.Subject, RecordTexts.Of(fault), forms.Criterion)
                : Results.LocalRedirect(forms.Subject.Address + (forms.Criterion.Length > 0 ? "#" + forms.Criterion : ""));
        });

    private static async Task<RecordForms> FormsAsync(HttpContext context, PageContext page) => new(await context.Request.ReadFormAsync(), page.Person!, page.Now);

    private static RazorComponentResult Choose(DeclarationDesk desk, PackShelf packs, FiledDeclarations filed, FleetSummary fleet)
    {
        IEnumerable<string> products = desk.Records().Records.Select(r => r.Record).OfType<ProductRecord>().Select(p => p.Product);
        return new RazorComponentResult<DeclarationsPage>(new
        {
            Products = products.Concat(fleet.Groups.Select(g => g.Model)).Distinct().ToArray(),
            Versions = fleet.Groups.Select(g => g.Firmware).Where(f => f.Length > 0).Distinct().OrderDescending(StringComparer.Ordinal).ToArray(),
            Schemes = SchemeCatalog.BuiltIn.List().Where(s => s.Criteria.Count > 0).OrderBy(s => s.Id != PageDoors.DefaultScheme).ToArray(),
            Packs = packs.All(),
            Filed = filed.Read(),
        });
    }

    private static IResult Open(DeclarationDesk desk, Subject subject, Text? problem, string? row) =>
        subject.IsOne && desk.Open(subject) is Workspace work
            ? new RazorComponentResult<WorkspacePage>(new { Work = work, Said = problem, Adding = row }) { StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity }
            : PageDoors.Missing();

    private static RecordFault? AddDocument(DeclarationDesk desk, RecordForms forms)
    {
        using var copy = new MemoryStream();
        forms.File?.CopyTo(copy);
        return RecordStore.TryAddDocument(desk.RecordFolder, copy.ToArray(), Path.GetExtension(Path.GetFileName(forms.File?.FileName)) ?? "", forms.Document(), out _);
    }

    private static IResult Produce(DeclarationDesk desk, RecordForms forms)
    {
        if (!forms.Subject.IsOne || SchemeCatalog.BuiltIn.Find(forms.Subject.Scheme) is not Scheme scheme)
        {
            return PageDoors.Missing();
        }

        (StoredPack? pack, DeclarationResult result) = desk.Produce(forms.Subject, scheme, forms.Person);
        return pack is null ? Open(desk, forms.Subject, RefusalTexts.Of(result.Refusal), null) : Results.LocalRedirect(forms.Subject.Address + "#packs");
    }

    private static IResult Publish(PackShelf packs, string id, Action<StoredPack> change)
    {
        if (packs.Find(id) is not StoredPack pack)
        {
            return PageDoors.Missing();
        }

        change(pack);
        return Results.LocalRedirect(new Subject(pack.Product, pack.Firmware, pack.Scheme).Address + "#packs");
    }

    // From then on it is compared with the fleet, unit by unit, and the declarations page says what no longer holds.
    private static IResult Watch(PackShelf packs, FiledDeclarations filed, string id)
    {
        if (packs.Find(id) is not StoredPack pack)
        {
            return PageDoors.Missing();
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("nanoagent-filed-");

        try
        {
            ZipFile.ExtractToDirectory(packs.ZipOf(pack.Id), folder.FullName);
            return filed.Keep(folder.FullName) is not null
                ? Results.LocalRedirect("/declarations#filed")
                : Problems.Of(StatusCodes.Status409Conflict, PageRefusal.PackAltered, "the pack does not verify with this collector's keys");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IResult Download(PackShelf packs, string id) =>
        packs.Find(id) is StoredPack pack ? Results.File(packs.ZipOf(pack.Id), "application/zip", $"evidence-{pack.Id}.zip") : PageDoors.Missing();

    // Only what a record names is handed out, always as a download: a document is the vendor's, not a page of ours.
    private static IResult Document(DeclarationDesk desk, string file)
    {
        RecordStore records = desk.Records();
        DocumentRecord? document = records.Records.Select(r => r.Record).OfType<DocumentRecord>().FirstOrDefault(d => d.File == file);
        return document is not null && records.FindDocument(document) is string path ? Results.File(path, "application/octet-stream", document.File) : PageDoors.Missing();
    }
}
