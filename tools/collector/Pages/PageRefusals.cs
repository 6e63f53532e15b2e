using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoAgent.Collector.Doors;

namespace NanoAgent.Collector.Pages;

/// <summary>Why a page does not do what was asked. Each has words under <c>refused.</c></summary>
public enum PageRefusal
{
    /// <summary>The form holds something that its page does not offer, or was sent before.</summary>
    BadForm,

    /// <summary>The form was not made for this session.</summary>
    ForgedForm,

    /// <summary>A failure of the unit is open.</summary>
    FailureOpen,

    /// <summary>A pack does not verify with this collector's keys.</summary>
    PackAltered,

    /// <summary>The person has not the role.</summary>
    RoleMissing,

    /// <summary>Too many requests from one address.</summary>
    TooManyRequests,

    /// <summary>The request cannot be read, or is too large.</summary>
    BadRequest,

    /// <summary>There is something at the address, and it does not take this method.</summary>
    MethodNotAllowed,
}

/// <summary>Refusals as pages, in the reader's language.</summary>
internal static class PageRefusals
{
    /// <summary>The refusal's name in data.</summary>
    public static string Name(PageRefusal refusal) => JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.ToString());

    /// <summary>The page for a refusal, or null when data were asked for, or a door that serves none.</summary>
    public static IResult? Find(HttpContext context, ProblemHttpResult problem)
    {
        if (!ResponseHeaders.IsPage(context) || !PageDoors.IsForPeople(context.Request))
        {
            return null;
        }

        string? name = problem.ProblemDetails.Title;
        PageRefusal? refusal = Enum.GetValues<PageRefusal>().Cast<PageRefusal?>().FirstOrDefault(r => Name(r!.Value) == name);
        return refusal is not null ? new RazorComponentResult<RefusedPage>(new { Refusal = refusal.Value }) { StatusCode = problem.StatusCode }
            : name == Problems.UnavailableName ? new RazorComponentResult<TroublePage> { StatusCode = problem.StatusCode }
            : null;
    }
}
