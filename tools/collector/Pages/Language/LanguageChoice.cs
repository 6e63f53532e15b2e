using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace NanoAgent.Collector.Pages.Language;

/// <summary>In which language a request is answered: the one chosen with the switch, else by <c>Accept-Language</c>, else English.</summary>
internal static class LanguageChoice
{
    /// <summary>The cookie that keeps a choice.</summary>
    public const string Cookie = "nanoagent-language";

    private static readonly TimeSpan _kept = TimeSpan.FromDays(365);

    /// <summary>The language of a request.</summary>
    public static Words Of(HttpRequest request) => Words.Find(request.Cookies[Cookie]) ?? Accepted(request) ?? Words.English;

    /// <summary>Keeps a choice, and goes back to where the switch was used.</summary>
    public static IResult Choose(HttpContext context, string code, string? back)
    {
        if (Words.Find(code) is Words words)
        {
            context.Response.Cookies.Append(Cookie, words.Code, new CookieOptions { MaxAge = _kept, HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true });
        }

        return Results.LocalRedirect(Links.Local(back));
    }

    private static Words? Accepted(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out IList<StringWithQualityHeaderValue>? wanted)
            ? wanted.Where(w => w.Quality != 0).OrderByDescending(w => w.Quality ?? 1).Select(w => Words.Find(w.Value.ToString().Split('-')[0].ToLowerInvariant())).FirstOrDefault(w => w is not null)
            : null;
}
