using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace NanoAgent.Bench;

/// <summary>The unit on the bench, and what its tester knows of it.</summary>
public sealed record BenchTarget
{
    /// <summary>The unit's admin endpoint: http or https.</summary>
    public required Uri Uri { get; init; }

    /// <summary>How that endpoint is spoken to.</summary>
    public DoorProfile Door { get; init; } = new();

    /// <summary>The account that is tried.</summary>
    public string Account { get; init; } = "admin";

    /// <summary>Its true password; null when the tester does not know it, and what needs it is inconclusive then.</summary>
    public string? Password { get; init; }

    /// <summary>TCP ports that are tried.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Of these, the ones that the vendor declares.</summary>
    public IReadOnlyList<int> DeclaredPorts { get; init; } = [];

    /// <summary>The authority that must have issued the endpoint's certificate; null when the tester has none.</summary>
    public X509Certificate2? Authority { get; init; }

    /// <summary>A genuine update image, accepted as the last one, as control; null when there is none.</summary>
    public byte[]? GenuineImage { get; init; }

    /// <summary>Further images that must be refused, by name, such as an older one.</summary>
    public IReadOnlyDictionary<string, byte[]> ForeignImages { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>What was read of the flash before and after erasing; null when nobody read it.</summary>
    public ErasureReading? Erasure { get; init; }

    /// <summary>Takes the power away and gives it back; null when nobody can.</summary>
    public IPowerSwitch? Power { get; init; }

    /// <summary>True when every address of the host is of this machine alone; a host that nobody can find is not.</summary>
    public static async Task<bool> IsLoopbackAsync(Uri uri, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(uri);

        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(uri.DnsSafeHost, cancel).ConfigureAwait(false);
            return addresses.Length > 0 && addresses.All(IPAddress.IsLoopback);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>Takes a unit's power away in the middle of whatever goes on, and gives it back.</summary>
public interface IPowerSwitch
{
    /// <summary>Cuts the power and gives it back.</summary>
    /// <returns>False when it was not done.</returns>
    Task<bool> CycleAsync(CancellationToken cancel);
}

/// <summary>The flash of a unit before and after its erase function ran, and the text that the tester had put in.</summary>
/// <param name="Marker">The text, 8 characters or more, that no flash holds by chance.</param>
/// <param name="Before">All bytes before.</param>
/// <param name="After">All bytes afterwards.</param>
public sealed record ErasureReading(string Marker, byte[] Before, byte[] After);
