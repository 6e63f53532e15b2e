using System.Net;
using System.Net.Sockets;

namespace NanoAgent.Tool;

/// <summary>Fetches a copy of a published document: https only, no redirects, bounded in size and time, and never from a private address.</summary>
internal static class DocumentDownload
{
    /// <summary>Largest document, in bytes.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Fetches over the network.</summary>
    public static async Task<Downloaded> FetchAsync(Uri address, CancellationToken cancel)
    {
        using SocketsHttpHandler handler = Handler(IsPublic);
        return await FetchAsync(address, handler, cancel);
    }

    /// <summary>Calls the address that was named and no other.</summary>
    /// <param name="mayCall">Which addresses may be called.</param>
    public static SocketsHttpHandler Handler(Func<IPAddress, bool> mayCall) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, mayCall, cancel),
    };

    /// <summary>Fetches through a handler, which decides whom it reaches.</summary>
    /// <exception cref="ToolException">Not https, not found, a redirect, too large or too slow.</exception>
    public static async Task<Downloaded> FetchAsync(Uri address, HttpMessageHandler handler, CancellationToken cancel)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            throw ToolException.WrongUse($"{address} is not https", "only what came over https is copied");
        }

        using var http = new HttpClient(handler, disposeHandler: false) { Timeout = Patience, MaxResponseContentBufferSize = MaxBytes };

        try
        {
            using HttpResponseMessage answer = await http.GetAsync(address, HttpCompletionOption.ResponseContentRead, cancel);

            if (answer.StatusCode != HttpStatusCode.OK)
            {
                string? elsewhere = answer.Headers.Location?.ToString();
                throw ToolException.No($"{address} answers {(int)answer.StatusCode}", elsewhere is null ? null : $"it points to {elsewhere}; name that address if it is the right one");
            }

            return new Downloaded(await answer.Content.ReadAsByteArrayAsync(cancel), ExtensionOf(answer.Content.Headers.ContentType?.MediaType));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw ToolException.No($"{address} is larger than {MaxBytes / 1024 / 1024} MB");
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as ToolException ?? ToolException.Environment($"{address} cannot be fetched: {e.Message.ReplaceLineEndings(" ")}");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw ToolException.Environment($"{address} did not answer within {Patience.TotalSeconds} seconds");
        }
    }

    /// <summary>True for an address of the public internet: neither loopback, private, link-local, shared, multicast nor reserved.</summary>
    public static bool IsPublic(IPAddress address)
    {
        IPAddress a = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

        if (IPAddress.IsLoopback(a) || a.Equals(IPAddress.Any) || a.Equals(IPAddress.IPv6Any))
        {
            return false;
        }

        if (a.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Global unicast is 2000::/3 (RFC 4291 §2.4); within it 2001:db8::/32 is for documents and 2002::/16 wraps an IPv4 address.
            byte[] six = a.GetAddressBytes();
            return (six[0] & 0xE0) == 0x20 && !(six[0] == 0x20 && six[1] == 0x02) && !(six[0] == 0x20 && six[1] == 0x01 && six[2] == 0x0D && six[3] == 0xB8);
        }

        byte[] b = a.GetAddressBytes();
        return (b[0], b[1]) switch
        {
            (0 or 10 or 127, _) or (>= 224, _) => false,
            (100, >= 64 and <= 127) or (169, 254) or (172, >= 16 and <= 31) or (192, 168) or (198, 18 or 19) => false,
            (192, 0) or (198, 51) or (203, 0) => !IsForDocuments(b) && !(b[0] == 192 && b[2] == 0),
            _ => true,
        };
    }

    private static bool IsForDocuments(byte[] b) => (b[0], b[1], b[2]) is (192, 0, 2) or (198, 51, 100) or (203, 0, 113);

    // The address that was looked up is the one that is called, so that a name cannot change its mind in between.
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, Func<IPAddress, bool> mayCall, CancellationToken cancel)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(host.Host, cancel);

        if (addresses.Length == 0 || !addresses.All(mayCall))
        {
            throw ToolException.WrongUse($"{host.Host} is not on the public internet", "give the document as a file");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string ExtensionOf(string? type) => type switch
    {
        "text/html" or "application/xhtml+xml" => ".html",
        "application/pdf" => ".pdf",
        "text/markdown" => ".md",
        "text/plain" => ".txt",
        _ => ".bin",
    };
}

/// <summary>A fetched document.</summary>
/// <param name="Bytes">Its bytes as received.</param>
/// <param name="Extension">File extension by its media type.</param>
internal sealed record Downloaded(byte[] Bytes, string Extension);
