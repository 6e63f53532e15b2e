using Microsoft.AspNetCore.Http;

namespace NanoAgent.Collector.Doors;

/// <summary>No text with a NUL comes in: nobody types one, and PostgreSQL stores none. In a path or a header the server itself takes none, nor do tokens.</summary>
internal static class NoNul
{
    /// <summary>Refuses an address that has one in its parameters, where it can only stand escaped.</summary>
    public static Task InParameters(HttpContext context, RequestDelegate next) =>
        context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
            ? Problems.Unreadable(StatusCodes.Status400BadRequest).ExecuteAsync(context)
            : next(context);

    /// <summary>Has one of a form's fields one?</summary>
    public static bool IsIn(IFormCollection form) => form.Any(field => field.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true));
}
