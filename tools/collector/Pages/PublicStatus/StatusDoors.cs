using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Collector.Pages.Declarations;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Pages.PublicStatus;

/// <summary>The public page of a pack. There is none until a declarant opens it, and its address cannot be guessed.</summary>
internal static class StatusDoors
{
    /// <summary>Adds the door, open to everybody.</summary>
    public static void Map(RouteGroupBuilder pages) => pages.MapGet("/status/{key}", (DeclarationDesk desk, PackShelf packs, string key) => Show(desk, packs, key));

    private static RazorComponentResult Show(DeclarationDesk desk, PackShelf packs, string key)
    {
        if (key.Length > 64 || packs.FindPublic(key) is not StoredPack pack)
        {
            return PageDoors.Missing();
        }

        Workspace? work = desk.Open(new Subject(pack.Product, pack.Firmware, pack.Scheme));
        int? drift = work is { Result.Refusal: DeclarationRefusal.None } ? work.Packs.First(p => p.Pack.Id == pack.Id).Drift.Count : null;
        return new RazorComponentResult<StatusPage>(new { Pack = pack, Product = desk.Records().Product(pack.Product), Drift = drift });
    }
}
