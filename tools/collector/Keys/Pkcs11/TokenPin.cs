using NanoAgent.Collector.Storage;

namespace NanoAgent.Collector.Keys.Pkcs11;

/// <summary>The PIN of a token: in a file that only its owner may read, or in the environment; never on a command line.</summary>
internal static class TokenPin
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "NANOAGENT_KEYS_PIN";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="StoreUnavailableException">There is none, or everybody could read it.</exception>
    public static string Read(TokenAddress address)
    {
        if (address.PinFile is not string path)
        {
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } pin
                ? pin
                : throw new StoreUnavailableException($"no PIN for the token {address.Name}: name its file with pin-source, or set {Variable}");
        }

        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            {
                throw new StoreUnavailableException($"{path} holds a PIN and others than its owner may read or write it: chmod 600");
            }

            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"the PIN of the token {address.Name} cannot be read: {e.Message}", e);
        }
    }
}
