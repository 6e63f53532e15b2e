using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NanoAgent.Collector.Pages.Assets;

/// <summary>Style sheet, script and icon: inside the assembly, under a name that holds their hash, so that they are kept for good and never stale.</summary>
internal static class PageAssets
{
    private const string Prefix = "assets/";

    private static readonly Dictionary<string, (byte[] Content, string Hash)> _files = Read();

    /// <summary>The address of an asset.</summary>
    public static string Address(string name) => $"/assets/{_files[name].Hash}/{name}";

    /// <summary>Adds the door. Anyone may read it: it holds nothing of a unit.</summary>
    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapGet("/assets/{hash}/{name}", (HttpContext context, string hash, string name) => Serve(context, hash, name));

    private static IResult Serve(HttpContext context, string hash, string name)
    {
        if (!_files.TryGetValue(name, out (byte[] Content, string Hash) file) || file.Hash != hash)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(file.Content, TypeOf(name));
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };

    private static Dictionary<string, (byte[] Content, string Hash)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, (byte[], string)>(StringComparer.Ordinal);

        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            byte[] content = bytes.ToArray();
            files[resource[Prefix.Length..]] = (content, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
        }

        return files;
    }
}
