using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Collector.Attestations;

namespace NanoAgent.Collector.Doors;

/// <summary>The answer to an accepted report. It is written some ten thousand times a second, so without a serializer: no value needs an escape.</summary>
internal sealed class ReportReceipt(ReportAnswer answer) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        string json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"receipt":"{{answer.Receipt}}","observation":{{answer.Observation}},"nonce":"{{answer.NextNonce}}","head":{"size":{{answer.Head.Size}},"root":"{{Base64Url.Encode(answer.Head.Root)}}"},"index":{{answer.Index}},"policy":"{{answer.Restrictions}}","ear":"{{answer.Ear}}"}""");
        HttpResponse response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length;
        Encoding.ASCII.GetBytes(json, response.BodyWriter.GetSpan(json.Length));
        response.BodyWriter.Advance(json.Length);
        return response.BodyWriter.FlushAsync(httpContext.RequestAborted).AsTask();
    }
}
