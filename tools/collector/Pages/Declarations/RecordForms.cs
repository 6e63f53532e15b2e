using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NanoAgent.Evidence;

namespace NanoAgent.Collector.Pages.Declarations;

/// <summary>Makes records out of a workspace's forms. What a record must meet, the record store decides.</summary>
internal sealed class RecordForms(IFormCollection form, string person, DateTimeOffset now)
{
    /// <summary>Who sent it.</summary>
    public string Person => person;

    /// <summary>What the form is about.</summary>
    public Subject Subject { get; } = new(form["product"].ToString(), form["firmware"].ToString(), form["scheme"].ToString());

    /// <summary>The criterion; empty for a form about the product.</summary>
    public string Criterion => form["criterion"].ToString();

    private string Today => now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The person confirms a row.</summary>
    public ConfirmationRecord Confirmation() => new() { Product = Subject.Product, Firmware = Subject.Firmware, Criterion = Criterion, By = person, Date = Today, RecordedAt = RecordTime.Of(now), Note = Optional("note") };

    /// <summary>The person sets a row aside.</summary>
    public NotApplicableRecord NotApplicable() => new() { Product = Subject.Product, Firmware = Subject.Firmware, Criterion = Criterion, By = person, Date = Today, RecordedAt = RecordTime.Of(now), Reason = form["reason"].ToString() };

    /// <summary>The person compared a row with the official text.</summary>
    public ComparisonRecord Comparison() => new() { Product = Subject.Product, Criterion = Criterion, Document = form["document"].ToString(), Version = form["version"].ToString(), By = person, Date = Today, RecordedAt = RecordTime.Of(now) };

    /// <summary>A document; file and hash are filled in when it is copied.</summary>
    public DocumentRecord Document() => new()
    {
        Product = Subject.Product,
        Criteria = [Criterion],
        Title = form["title"].ToString(),
        Type = form["type"].ToString(),
        Date = Today,
        ValidUntil = Optional("until"),
        File = "",
        Sha256 = "",
    };

    /// <summary>The product. Numbers that this form does not ask for stay as they were.</summary>
    public ProductRecord Product(ProductRecord known) => known with
    {
        Name = Optional("name"),
        Models = [.. form["models"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        ReasonAlike = Optional("alike"),
        Applicant = Optional("applicant"),
        LabelNumber = Optional("label-number"),
        LabelIssued = Optional("label-issued"),
        SupportEnds = Optional("support"),
    };

    /// <summary>The uploaded file, or null.</summary>
    public IFormFile? File => form.Files.GetFile("file");

    /// <summary>A signed test out of an uploaded file: the compact JWS itself, or a record file that holds it; null for anything else.</summary>
    public TestRecord? Test()
    {
        if (File is not { Length: > 0 and <= RecordStore.MaxRecordBytes } file)
        {
            return null;
        }

        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        string text = reader.ReadToEnd().Trim();
        string? jws = text.StartsWith('{') ? JwsOf(text) : text;
        return jws is null ? null : new TestRecord { Product = Subject.Product, Jws = jws };
    }

    private static string? JwsOf(string record)
    {
        try
        {
            using var document = JsonDocument.Parse(record);
            return document.RootElement.GetProperty("jws").GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private string? Optional(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;
}
