using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NanoAgent.Collector.Doors;
using NanoAgent.Collector.Pages;
using NanoAgent.Collector.Pages.SignIn;

namespace NanoAgent.Collector.Operators;

/// <summary>Signing in and out.</summary>
internal static class SignInDoors
{
    /// <summary>Adds the doors; they are open to everybody.</summary>
    public static void Map(IEndpointRouteBuilder doors)
    {
        doors.MapGet(OperatorSetup.SignInPath, (HttpContext context, CollectorServices collector) => Page(context, collector, SignInNote.None));
        doors.MapPost(OperatorSetup.SignInPath, (HttpContext context, CollectorServices collector, SignInThrottle throttle, PasswordTurns turns, KnownBrowsers browsers) =>
            InTurnAsync(context, turns, form => SignInAsync(context, form, collector, throttle, browsers)));
        doors.MapPost(OperatorSetup.SignInPath + "/secret", (HttpContext context, CollectorServices collector, PasswordTurns turns, KnownBrowsers browsers) =>
            InTurnAsync(context, turns, form => RedeemAsync(context, form, collector, browsers)));
        doors.MapPost("/signout", SignOutAsync);
    }

    private static async Task<IResult> InTurnAsync(HttpContext context, PasswordTurns turns, Func<IFormCollection, Task<IResult>> work)
    {
        IFormCollection form = await context.Request.ReadFormAsync();
        using RateLimitLease turn = await turns.TakeAsync(context.RequestAborted);
        return turn.IsAcquired ? await work(form) : Limits.Rejected(context);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IFormCollection form, CollectorServices collector, SignInThrottle throttle, KnownBrowsers browsers)
    {
        string name = form["name"].ToString();
        SignInAttempt attempt = SignInThrottle.Attempt(name, context.Connection.RemoteIpAddress?.ToString() ?? "", browsers.Find(context.Request, name));
        TimeSpan wait = throttle.Begin(attempt);

        if (wait > TimeSpan.Zero)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Page(context, collector, SignInNote.Wait, StatusCodes.Status429TooManyRequests);
        }

        if (await collector.Operators.SignInAsync(name, form["password"].ToString()) is not Account account)
        {
            return Page(context, collector, SignInNote.Wrong, StatusCodes.Status403Forbidden);
        }

        throttle.Succeeded(attempt);
        return await BeginSessionAsync(context, collector, browsers, account);
    }

    private static async Task<IResult> RedeemAsync(HttpContext context, IFormCollection form, CollectorServices collector, KnownBrowsers browsers)
    {
        (RedeemOutcome outcome, Account? account) = await collector.Operators.RedeemAsync(form["secret"].ToString().Trim(), form["name"].ToString().Trim(), form["password"].ToString());
        return outcome switch
        {
            RedeemOutcome.Done => await BeginSessionAsync(context, collector, browsers, account!),
            RedeemOutcome.BadSecret => Page(context, collector, SignInNote.BadSecret, StatusCodes.Status403Forbidden),
            RedeemOutcome.BadName => Page(context, collector, SignInNote.BadName, StatusCodes.Status400BadRequest),
            RedeemOutcome.ReservedName => Page(context, collector, SignInNote.ReservedName, StatusCodes.Status400BadRequest),
            _ => Page(context, collector, SignInNote.BadPassword, StatusCodes.Status400BadRequest),
        };
    }

    private static async Task<IResult> BeginSessionAsync(HttpContext context, CollectorServices collector, KnownBrowsers browsers, Account account)
    {
        var properties = new AuthenticationProperties { IssuedUtc = collector.Options.Clock.GetUtcNow(), ExpiresUtc = collector.Options.Clock.GetUtcNow() + OperatorSetup.SessionLifetime };
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, SessionStore.Principal(account, CookieAuthenticationDefaults.AuthenticationScheme), properties);
        browsers.Remember(context.Response, account.Name);
        return Results.LocalRedirect(ReturnPath(context));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, CollectorServices collector)
    {
        if (context.User.Identity?.Name is string name)
        {
            await collector.Store.Write((session, _) => collector.Audit(session, name, "sign-out", name, ""));
        }

        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect(OperatorSetup.SignInPath);
    }

    private static RazorComponentResult Page(HttpContext context, CollectorServices collector, SignInNote note, int status = StatusCodes.Status200OK) => new RazorComponentResult<SignInPage>(new
    {
        Note = note == SignInNote.None ? null : note.ToString(),
        ReturnPath = ReturnPath(context),
        IsFirstRun = collector.Operators.FirstRunSecret() is not null,
    })
    {
        StatusCode = status,
    };

    private static string ReturnPath(HttpContext context) => Links.Local(context.Request.Query[OperatorSetup.ReturnParameter].ToString());
}
