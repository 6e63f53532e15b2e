using Microsoft.AspNetCore.Http;

namespace NanoAgent.Collector.Doors;

/// <summary>Request bodies, bounded.</summary>
internal static class Body
{
    /// <summary>Reads a body of at most <paramref name="most"/> bytes; one byte more when it is longer, so that the reader refuses it.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int most, CancellationToken cancel)
    {
        // Most requests say how long they are; one that says too little is cut off by the server, one that says too much is read to the bound.
        byte[] buffer = new byte[request.ContentLength is long said && said <= most ? said : most + 1];
        int length = 0;

        while (length < buffer.Length)
        {
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), cancel);

            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return length == buffer.Length ? buffer : buffer[..length];
    }

    /// <summary>Is the media type that one, whatever its parameters?</summary>
    public static bool Is(HttpRequest request, string mediaType) =>
        request.ContentType is string type && string.Equals(type.Split(';')[0].Trim(), mediaType, StringComparison.OrdinalIgnoreCase);
}
