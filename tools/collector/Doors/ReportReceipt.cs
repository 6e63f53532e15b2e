using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Attestations;

namespace NanoAgent.Collector.Doors;

/// <summary>The answer to an accepted report. It is written some ten thousand times a second, so without a serializer: no value needs an escape.</summary>
internal sealed class ReportReceipt(ReportAnswer answer) : IResult
{
    // Names of members, receipt, nonce, root and three numbers: under 400 bytes.
    private const int MostOfTheRest = 512;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        HttpResponse response = httpContext.Response;
        Span<byte> room = response.BodyWriter.GetSpan(answer.Ear.Length + answer.Restrictions.Length + MostOfTheRest);
        bool fits = Utf8.TryWrite(
            room,
            CultureInfo.InvariantCulture,
            $$"""{"receipt":"{{answer.Receipt}}","observation":{{answer.Observation}},"nonce":"{{answer.NextNonce}}","head":{"size":{{answer.Head.Size}},"root":"{{Base64Url.Encode(answer.Head.Root)}}"},"index":{{answer.Index}},"policy":"{{answer.Restrictions}}","ear":"{{answer.Ear}}"}""",
            out int length);
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = fits ? length : throw new InvalidOperationException("an answer's texts are longer than they can be");
        response.BodyWriter.Advance(length);
        return response.BodyWriter.FlushAsync(httpContext.RequestAborted).AsTask();
    }
}
