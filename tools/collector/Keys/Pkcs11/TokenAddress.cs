using System.Diagnostics.CodeAnalysis;
using Net.Pkcs11Interop.Common;

namespace NanoAgent.Collector.Keys.Pkcs11;

/// <summary>Which PKCS#11 token, through which library, and where its PIN stands: a PKCS#11 URI (RFC 7512).</summary>
/// <remarks><c>pkcs11:token=NAME?module-path=/usr/lib/…/libX.so&amp;pin-source=file:/…</c>; <c>serial</c> may stand beside <c>token</c> or in its place, and <c>object</c> names the keys.</remarks>
public sealed class TokenAddress : IEquatable<TokenAddress>
{
    private const string DefaultName = "nanoagent";
    private const string FileScheme = "file:";

    private readonly Pkcs11Uri _uri;
    private readonly string _text;

    private TokenAddress(Pkcs11Uri uri)
    {
        _uri = uri;
        _text = new Pkcs11UriBuilder(uri).ToString();
    }

    /// <summary>The library's path.</summary>
    public string ModulePath => _uri.ModulePath;

    /// <summary>The file that holds the PIN; null when the environment does.</summary>
    public string? PinFile => _uri.PinSource is not string source ? null
        : source.StartsWith(FileScheme, StringComparison.Ordinal) ? source[FileScheme.Length..] : source;

    /// <summary>How the token's keys are labelled, a purpose after it: <c>nanoagent-ear</c>.</summary>
    public string KeyName => _uri.Object ?? DefaultName;

    /// <summary>For messages: the token's label or serial number.</summary>
    public string Name => _uri.Token ?? _uri.Serial;

    internal Pkcs11Uri Uri => _uri;

    /// <summary>Reads an address that came from outside.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="address">The address, or null.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TokenAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;

        if (string.IsNullOrWhiteSpace(text))
        {
            problem = "no PKCS#11 URI: empty";
            return false;
        }

        try
        {
            var uri = new Pkcs11Uri(text);
            problem = ProblemOf(uri);
            address = problem is null ? new TokenAddress(uri) : null;
        }
        catch (Pkcs11UriException e)
        {
            problem = "no PKCS#11 URI: " + e.Message;
        }

        return problem is null;
    }

    /// <summary>The address of one key in the token.</summary>
    internal string ToKeyUri(TokenKeyName key) => new Pkcs11UriBuilder(_uri) { Object = key.Label, Id = key.Id, Type = CKO.CKO_PRIVATE_KEY }.ToString();

    /// <summary>Takes a key's address apart, as <see cref="ToKeyUri"/> made it.</summary>
    internal static bool TryParseKeyUri(string text, [NotNullWhen(true)] out TokenAddress? address, [NotNullWhen(true)] out TokenKeyName? key)
    {
        address = null;
        key = null;

        try
        {
            var uri = new Pkcs11Uri(text);
            int purpose = uri.Object?.LastIndexOf('-') ?? -1;

            if (purpose > 0 && uri.Id is { Length: > 0 } id)
            {
                key = new TokenKeyName(uri.Object!, id);
                string name = uri.Object![..purpose];
                address = new TokenAddress(new Pkcs11UriBuilder(uri) { Object = name == DefaultName ? null : name, Id = null, Type = null }.ToPkcs11Uri());
            }
        }
        catch (Pkcs11UriException)
        {
            key = null;
        }

        return key is not null && address is not null && ProblemOf(address._uri) is null;
    }

    /// <inheritdoc/>
    public bool Equals(TokenAddress? other) => other is not null && other._text == _text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TokenAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static string? ProblemOf(Pkcs11Uri uri) =>
        uri.PinValue is not null ? "a PIN does not belong on a command line: name its file with pin-source, or set " + TokenPin.Variable
        : uri.ModulePath is null ? "module-path is missing: the library that speaks to the token"
        : !Path.IsPathRooted(uri.ModulePath) ? "module-path is not a full path"
        : uri.Token is null && uri.Serial is null ? "token or serial is missing: which token"
        : uri.Id is not null || uri.Type is not null ? "id and type are the collector's to choose"
        : uri.UnknownPathAttributes is { Count: > 0 } || uri.UnknownQueryAttributes is { Count: > 0 } || uri.ModuleName is not null ? "an attribute in it is not known"
        : null;
}
