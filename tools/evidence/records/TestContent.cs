using System.Text.Json;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Evidence;

/// <summary>How an external test ended. Inconclusive supplies nothing.</summary>
public enum TestOutcome
{
    /// <summary>No answer.</summary>
    Inconclusive = 0,

    /// <summary>What was asked for did not hold.</summary>
    Fail = 1,

    /// <summary>It held.</summary>
    Pass = 2,
}

/// <summary>What a tester signs.</summary>
public sealed record TestContent
{
    /// <summary>The <c>typ</c> of a test record's JWS.</summary>
    public const string Type = "nanoagent-test+jwt";

    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The firmware version of the tested unit.</summary>
    public required string Firmware { get; init; }

    /// <summary>The criteria to which the test speaks; at least one.</summary>
    public required IReadOnlyList<string> Criteria { get; init; }

    /// <summary>The agent's checks whose question this test answers too, so that it can supply the fact; may be empty.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>How it ended.</summary>
    public required TestOutcome Outcome { get; init; }

    /// <summary>Who tested.</summary>
    public required string Tester { get; init; }

    /// <summary>With what, and its version.</summary>
    public required string Tool { get; init; }

    /// <summary>When, in Unix seconds.</summary>
    public required long At { get; init; }

    /// <summary>Which units: UEIDs or serial numbers.</summary>
    public required IReadOnlyList<string> Units { get; init; }

    /// <summary>True when the target was a virtual board; counts in demonstrations only.</summary>
    public required bool Virtual { get; init; }

    /// <summary>One sentence with the figures.</summary>
    public required string Summary { get; init; }

    /// <summary>Raw observations, one a line.</summary>
    public IReadOnlyList<string> Observations { get; init; } = [];

    /// <summary>Signs it as a record.</summary>
    /// <param name="content">What was done and seen.</param>
    /// <param name="tester">The tester's key.</param>
    public static TestRecord Sign(TestContent content, TokenSigner tester)
    {
        ArgumentNullException.ThrowIfNull(content);
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(content, Json.Files);
        return new TestRecord { Product = content.Product, Jws = SignedJson.SignWithKey(Type, payload, tester) };
    }

    /// <summary>Reads and checks a record's signature by the key in its own header; whose key that is, is another question.</summary>
    /// <param name="record">The record.</param>
    /// <param name="content">What was signed, or null.</param>
    /// <param name="tester">Thumbprint of the tester's key, or null.</param>
    public static bool TryRead(TestRecord record, out TestContent? content, out string? tester)
    {
        ArgumentNullException.ThrowIfNull(record);
        content = SignedJson.TryReadByOwnKey<TestContent>(record.Jws, Type, out tester);
        return content is not null && content.Product == record.Product && content.Criteria.Count > 0 && PackForm.IsTime(content.At);
    }
}
