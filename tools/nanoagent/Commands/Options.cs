using System.CommandLine;

namespace NanoAgent.Tool.Commands;

/// <summary>Options that several commands take, so that they look the same everywhere.</summary>
internal static class Options
{
    /// <summary><c>--json</c>: the result for programs.</summary>
    public static Option<bool> Json() => new("--json") { Description = "print the result as JSON" };

    /// <summary><c>--db</c>: the collector's data folder.</summary>
    public static Option<DirectoryInfo> Data() => new("--db")
    {
        Description = "the collector's data folder",
        DefaultValueFactory = _ => new DirectoryInfo("nanoagent-data"),
    };

    /// <summary>An http or https address. The library reads no <see cref="Uri"/> by itself.</summary>
    public static Option<Uri> Address(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;

            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp))
            {
                return address;
            }

            result.AddError($"{name} takes an address like https://127.0.0.1:8443, not \"{text}\"");
            return null;
        },
    };
}
