using System.CommandLine;
using System.CommandLine.Parsing;
using NanoAgent.Collector.Keys;
using NanoAgent.Collector.Operators;
using NanoAgent.Collector.Storage.Postgres;
using NanoAgent.Evidence;

namespace NanoAgent.Tool.Commands;

/// <summary>Options that several commands take, so that they look the same everywhere.</summary>
internal static class Options
{
    private const string DefaultFolder = "nanoagent-data";

    /// <summary>Longest reason of an act, in characters, as on the pages.</summary>
    public const int MaxReasonLength = 500;

    private static string DefaultData => Environment.GetEnvironmentVariable("NANOAGENT_DB") ?? DefaultFolder;

    /// <summary><c>--json</c>: the result for programs.</summary>
    public static Option<bool> Json() => new("--json") { Description = "print the result as JSON" };

    /// <summary><c>--data</c>, taken by every command that takes <c>--db</c>: where the keys are when that names PostgreSQL.</summary>
    public static readonly Option<DirectoryInfo> KeyFolder = new("--data")
    {
        Description = "the folder of keys and certificate, when --db is PostgreSQL",
        DefaultValueFactory = _ => new DirectoryInfo(DefaultFolder),
    };

    /// <summary><c>--db</c>: the collector's data.</summary>
    public static Option<DataLocation> Data() => new("--db")
    {
        Description = "the collector's data folder, or the address of PostgreSQL (postgres://… or Host=…); the default is NANOAGENT_DB or " + DefaultFolder,
        DefaultValueFactory = result => Locate(result, DefaultData)!,
        CustomParser = result => Locate(result, result.Tokens[0].Value),
    };

    /// <summary><c>--by</c> and <c>--why</c>: acts are done by a named person with a reason.</summary>
    public static (Option<string> By, Option<string> Why) Person() => (
        By("name of the person"),
        Line("--why", "the reason", MaxReasonLength));

    /// <summary><c>--by</c>: a person's name, which stands for what is done or recorded.</summary>
    public static Option<string> By(string description)
    {
        Option<string> option = Line("--by", description, Account.MaxNameLength);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Account.IsReserved(token.Value))
            {
                result.AddError($"--by names a person, and \"{token.Value}\" stands for the collector itself");
            }
        });
        return option;
    }

    /// <summary><c>--by</c> where the machine's user stands in for a person who is not named.</summary>
    public static Option<string> ByUnlessUser(string description)
    {
        Option<string> option = By($"{description}; the machine's user when left out");
        option.Required = false;
        option.DefaultValueFactory = _ => MachineUser.Name;
        return option;
    }

    /// <summary>A required text that reads as it stands: in the audit trail it makes no line that looks like another act.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is.</param>
    /// <param name="most">Most characters.</param>
    public static Option<string> Line(string name, string description, int most)
    {
        var option = new Option<string>(name) { Description = description, Required = true };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (token.Value.Trim().Length is 0 || token.Value.Length > most || !PlainLine.Is(token.Value)))
            {
                result.AddError($"{name} takes 1 to {most} characters on one line, none of them hidden");
            }
        });
        return option;
    }

    /// <summary>An http or https address. The library reads no <see cref="Uri"/> by itself.</summary>
    public static Option<Uri> Address(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            Uri? address = ReadAddress(result.Tokens[0].Value);

            if (address is null)
            {
                result.AddError($"{name} takes an address like https://127.0.0.1:8443, not \"{result.Tokens[0].Value}\"");
            }

            return address;
        },
    };

    private static Uri? ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) ? address : null;

    /// <summary>A number with bounds.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is; the bounds are said after it.</param>
    /// <param name="least">The least that it takes.</param>
    /// <param name="most">The most that it takes.</param>
    public static Option<int?> Number(string name, string description, int least, int most) => new(name)
    {
        Description = $"{description}, {least} to {most}",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError($"{name} takes {least} to {most}, not \"{result.Tokens[0].Value}\"");
            return null;
        },
    };

    /// <summary><c>--webhook</c>: where drift is posted.</summary>
    public static Option<Uri> Webhook(string description)
    {
        Option<Uri> option = Address("--webhook", description);
        option.Validators.Add(result =>
        {
            // What is no address at all was said already; the library throws when asked for its value.
            if (result.Tokens is [var token] && ReadAddress(token.Value) is Uri address && !DriftHook.IsAllowed(address))
            {
                result.AddError($"--webhook takes https, or http to this machine itself, and no password in it: not {address.GetLeftPart(UriPartial.Scheme)}{address.Authority}");
            }
        });
        return option;
    }

    /// <summary><c>--keys</c>: a place of keys.</summary>
    public static Option<KeyPlace> Keys(string description) => new("--keys")
    {
        Description = description,
        CustomParser = result =>
        {
            if (!KeyPlace.TryParse(result.Tokens[0].Value, out KeyPlace? place, out string? problem))
            {
                result.AddError("--keys: " + problem);
            }

            return place;
        },
    };

    /// <summary><c>--records</c>: the collector's, which its pages use too.</summary>
    /// <param name="data">The command's <c>--db</c>, which it must take before this option; null where it has none, and the default stands.</param>
    public static Option<RecordFolder> Records(Option<DataLocation>? data = null) => new("--records")
    {
        Description = "the record folder; the default is records in the collector's data folder, which its pages use too",
        HelpName = "DIR",
        CustomParser = result => new RecordFolder(result.Tokens[0].Value),
        DefaultValueFactory = result => RecordFolder.Of(
            data is not null ? result.GetRequiredValue(data).Folder : new DirectoryInfo(PostgresAddress.Is(DefaultData) ? DefaultFolder : DefaultData), new DirectoryInfo(".")),
    };

    private static DataLocation? Locate(ArgumentResult result, string text)
    {
        if (!PostgresAddress.Is(text))
        {
            var folder = new DirectoryInfo(text);

            // Passed over in silence, it would leave a command at work on other data than the reader of its line thinks.
            if (result.GetResult(KeyFolder) is { Implicit: false } keys && keys.GetValueOrDefault<DirectoryInfo>() is DirectoryInfo other && other.FullName != folder.FullName)
            {
                result.AddError($"--data goes with the address of PostgreSQL; a data folder of its own is --db {other}");
                return null;
            }

            return new DataLocation(folder, null);
        }

        if (!PostgresAddress.TryRead(text, out _, out string? problem))
        {
            result.AddError(problem!);
            return null;
        }

        return new DataLocation(result.GetRequiredValue(KeyFolder), text);
    }
}
