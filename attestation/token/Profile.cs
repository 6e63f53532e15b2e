namespace NanoAgent.Attestation.Token;

/// <summary>The names and bounds of the token profile; SPEC.md is their definition.</summary>
public static class Profile
{
    /// <summary>The value of <c>eat_profile</c>: profile version 1.</summary>
    public const string Uri = "urn:uuid:0d5c2c4e-3b0a-4f5e-9c1d-6a7e2f9b8c41";

    /// <summary><c>typ</c> of a token (RFC 9782).</summary>
    public const string TokenType = "eat+jwt";

    /// <summary><c>typ</c> of an enrolment.</summary>
    public const string EnrolmentType = "nanoagent-enrol+jwt";

    /// <summary><c>typ</c> of a message with credential tags.</summary>
    public const string TagsType = "nanoagent-tags+jwt";

    /// <summary>The measurement system named in <c>measres</c>.</summary>
    public const string MeasurementSystem = "nanoagent";

    /// <summary>Most characters of a whole token.</summary>
    public const int MaxTokenLength = 16384;

    /// <summary>Most bytes of a token's observation part; with any delivery part the token then stays within its bound.</summary>
    public const int MaxObservationBytes = 10240;

    /// <summary>Most findings in a token.</summary>
    public const int MaxFindings = 48;

    /// <summary>Longest check id, reason code and fact name, in characters.</summary>
    public const int MaxCodeLength = 32;

    /// <summary>Longest model, software name and software version, in characters.</summary>
    public const int MaxNameLength = 32;

    /// <summary>Longest collector id, in characters.</summary>
    public const int MaxAudienceLength = 64;

    /// <summary>Shortest nonce, in characters (RFC 9711 §4.1, JSON form).</summary>
    public const int MinNonceLength = 8;

    /// <summary>Longest nonce, in characters (RFC 9711 §4.1, JSON form).</summary>
    public const int MaxNonceLength = 88;

    /// <summary>Most tags in one message.</summary>
    public const int MaxTags = 16;

    /// <summary>Longest text of a collector's restrictions, in characters.</summary>
    public const int MaxRestrictionsLength = 512;

    /// <summary>Stands for a time that is not known; the claim is then left out.</summary>
    public const long NoTime = -1;

    /// <summary>Is this 1 to <paramref name="max"/> printable ASCII characters, without quote and backslash?</summary>
    public static bool IsName(string text, int max)
    {
        if (text == null || text.Length == 0 || text.Length > max)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];

            if (c < ' ' || c > '~' || c == '"' || c == '\\')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Is this 1 to <see cref="MaxCodeLength"/> characters of a-z, 0-9 and hyphen: a check id, reason code or fact name?</summary>
    public static bool IsCode(string text)
    {
        if (text == null || text.Length == 0 || text.Length > MaxCodeLength)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];

            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Is this a nonce: 8 to 88 characters of base64url?</summary>
    public static bool IsNonce(string text)
    {
        if (text == null || text.Length < MinNonceLength || text.Length > MaxNonceLength)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];

            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Is this a UEID of the profile: type byte 0x01 (RAND) and 16, 24 or 32 bytes (RFC 9711 §4.2.1.1)?</summary>
    public static bool IsUeid(byte[] ueid) =>
        ueid != null && (ueid.Length == 17 || ueid.Length == 25 || ueid.Length == 33) && ueid[0] == 1;
}
