using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using NanoAgent.Collector.Operators;
using NanoAgent.Collector.Pages.Language;

namespace NanoAgent.Collector.Pages;

/// <summary>What every page knows of its request: language, person, place and time. One a request.</summary>
public sealed class PageContext
{
    private readonly IAntiforgery _forms;
    private AntiforgeryTokenSet? _token;

    /// <summary>Reads it off the request that is being answered.</summary>
    public PageContext(IHttpContextAccessor accessor, CollectorServices collector, IAntiforgery forms)
    {
        ArgumentNullException.ThrowIfNull(accessor);
        ArgumentNullException.ThrowIfNull(collector);
        _forms = forms;
        Http = accessor.HttpContext ?? throw new InvalidOperationException("no request is being answered");
        Words = LanguageChoice.Of(Http.Request);
        Now = collector.Options.Clock.GetUtcNow();
        CollectorId = collector.Id;
        Options = collector.Options;
    }

    /// <summary>The request.</summary>
    public HttpContext Http { get; }

    /// <summary>The texts in the request's language.</summary>
    public Words Words { get; }

    /// <summary>When the request came.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The collector's id.</summary>
    public string CollectorId { get; }

    /// <summary>How the collector is set up.</summary>
    public CollectorOptions Options { get; }

    /// <summary>What there was to see before the page was read; null for a page that is not told of changes.</summary>
    public string? Seen { get; internal set; }

    /// <summary>Path and query, for going back.</summary>
    public string Here => Http.Request.Path + Http.Request.QueryString;

    /// <summary>Who is signed in; null on pages that are open to everybody.</summary>
    public string? Person => Http.User.Identity is { IsAuthenticated: true, Name: string name } ? name : null;

    /// <summary>What a form of ours carries, so that no other site can send it.</summary>
    public AntiforgeryTokenSet Token => _token ??= _forms.GetAndStoreTokens(Http);

    /// <summary>Has the person that role? Forms of a role that one has not are not shown; what a POST may do is decided at its door.</summary>
    public bool May(Role role) => Http.User.IsInRole(Roles.Name(role));

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
