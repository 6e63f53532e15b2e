using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NanoAgent.Collector.Doors;
using NanoAgent.Collector.Pages;

namespace NanoAgent.Collector.Operators;

/// <summary>Sign-in as the web server's own machinery sees it: a cookie for pages, bearer tokens for the API, a policy for each role.</summary>
public static class OperatorSetup
{
    /// <summary>How long a session lasts. It is not prolonged by use.</summary>
    public static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(12);

    internal const string SignInPath = "/signin";
    internal const string ReturnParameter = "return";

    /// <summary>Pages that only operators with a role may use: whoever is not signed in is led to sign in.</summary>
    /// <param name="group">The route group, or all Razor pages.</param>
    /// <param name="role">The role.</param>
    public static T RequireRole<T>(this T group, Role role)
        where T : IEndpointConventionBuilder => group.RequireAuthorization(PagePolicy(role));

    /// <summary>API doors that only a bearer token of an operator with a role opens. A cookie does not, so no page elsewhere can use them.</summary>
    /// <param name="group">The route group.</param>
    /// <param name="role">The role.</param>
    public static T RequireTokenOf<T>(this T group, Role role)
        where T : IEndpointConventionBuilder => group.RequireAuthorization(TokenPolicy(role));

    /// <summary>Refuses a form that was not made by a page of ours for this very operator. Razor pages see to it themselves.</summary>
    public static T RequireAntiforgery<T>(this T group)
        where T : IEndpointConventionBuilder => group.AddEndpointFilter(async (context, next) =>
    {
        HttpContext http = context.HttpContext;
        return HttpMethods.IsPost(http.Request.Method) && await FindFormFaultAsync(http) is IResult fault ? fault : await next(context);
    });

    private static async Task<IResult?> FindFormFaultAsync(HttpContext http)
    {
        try
        {
            await ReadWholeAsync(http);
            bool isOurs = await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
            return !isOurs ? Problems.Of(StatusCodes.Status400BadRequest, PageRefusal.ForgedForm, "the form is not of this session: open the page again")
                : NoNul.IsIn(await http.Request.ReadFormAsync()) ? Problems.Unreadable(StatusCodes.Status400BadRequest)
                : null;
        }
        catch (AntiforgeryValidationException fault)
        {
            // So the framework says that it could not read the form at all.
            return Problems.Unreadable(fault.InnerException is Microsoft.AspNetCore.Http.BadHttpRequestException cut ? cut.StatusCode : StatusCodes.Status400BadRequest);
        }
    }

    // What reads forms does not ask how long the request may last; told to, it would end the connection without an answer.
    private static async Task ReadWholeAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        http.Request.Body.Position = 0;
    }

    internal static void AddOperators(this IServiceCollection services, CollectorServices collector)
    {
        services.AddSingleton(collector);
        services.AddSingleton(new SignInThrottle(collector.Options.Clock));
        services.AddSingleton<PasswordTurns>();
        services.AddSingleton<KnownBrowsers>();
        services.AddDataProtection().SetApplicationName("nanoAgent collector");
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new WebKeys(collector.Store));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "nanoagent-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "form-token";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options => Cookie(options, collector))
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.SchemeName, null);
        services.AddAuthorization(Policies);
    }

    private static void Cookie(CookieAuthenticationOptions options, CollectorServices collector)
    {
        // The prefix makes browsers refuse the cookie unless it is secure and of this very host (RFC 6265bis §4.1.3.2).
        options.Cookie.Name = "__Host-nanoagent";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.Path = "/";
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = ReturnParameter;
        options.ExpireTimeSpan = SessionLifetime;
        options.SlidingExpiration = false;
        options.TimeProvider = collector.Options.Clock;
        options.SessionStore = new SessionStore(collector);
        options.Events.OnRedirectToLogin = context =>
        {
            context.Response.Redirect(SignInAddress(context.Request));
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
            Problems.Of(StatusCodes.Status403Forbidden, PageRefusal.RoleMissing, "you are signed in, but have not the role that this needs").ExecuteAsync(context.HttpContext);
    }

    // Without a host, which is what whoever asked wrote into the request. A form that came too late is lost, and its address shows no page: back to the overview then.
    private static string SignInAddress(HttpRequest request) =>
        Links.To(SignInPath, (ReturnParameter, HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : "/"));

    // What names no policy is closed, not open.
    private static void Policies(AuthorizationOptions options)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder(CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build();

        foreach (Role role in Roles.All)
        {
            options.AddPolicy(PagePolicy(role), policy => policy.AddAuthenticationSchemes(CookieAuthenticationDefaults.AuthenticationScheme).RequireRole(Roles.Name(role)));
            options.AddPolicy(TokenPolicy(role), policy => policy.AddAuthenticationSchemes(TokenHandler.SchemeName).RequireRole(Roles.Name(role)));
        }
    }

    private static string PagePolicy(Role role) => "page " + Roles.Name(role);

    private static string TokenPolicy(Role role) => "token " + Roles.Name(role);
}
