using System;

namespace NanoAgent.Attestation.Claims;

/// <summary>What a check observed, as name and value pairs in the order in which they were added: integers, booleans, short texts.</summary>
/// <remarks>
/// Facts go into the token, so they are public: never an SSID, a MAC or IP address, user data, or anything derived from a password.
/// Not thread-safe. Holds at most <see cref="MaxFacts"/> facts; one more is dropped and <see cref="Overflowed"/> says so.
/// </remarks>
public sealed class FactList
{
    /// <summary>Most facts that one finding may carry.</summary>
    public const int MaxFacts = 12;

    /// <summary>Longest text value and longest name, in characters. A longer text value is cut.</summary>
    public const int MaxTextLength = 32;

    private const int PairsAtOnce = 3;

    // Name, value, name, value: one array that grows, since most findings have few facts and on the device an element takes 12 bytes.
    private object[] _pairs;

    /// <summary>How many facts are held, 0 to <see cref="MaxFacts"/>.</summary>
    public int Count { get; private set; }

    /// <summary>True when a fact was dropped because the list was full.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Adds an integer.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens, 1 to <see cref="MaxTextLength"/> characters; unique in the list.</param>
    /// <param name="value">Any 32-bit value.</param>
    public void Add(string name, int value) => AddCore(name, value);

    /// <summary>Adds a boolean.</summary>
    /// <param name="name">As for the integer form.</param>
    /// <param name="value">The value.</param>
    public void Add(string name, bool value) => AddCore(name, value);

    /// <summary>Adds a short text, printable ASCII; any other character becomes <c>?</c>, and what exceeds <see cref="MaxTextLength"/> is cut.</summary>
    /// <param name="name">As for the integer form.</param>
    /// <param name="value">The text; null is kept as an empty text.</param>
    public void Add(string name, string value) => AddCore(name, Printable(value));

    /// <summary>The name of fact <paramref name="index"/>.</summary>
    public string NameAt(int index) => (string)_pairs[2 * index];

    /// <summary>The value of fact <paramref name="index"/>: an <see cref="int"/>, a <see cref="bool"/> or a <see cref="string"/>.</summary>
    public object ValueAt(int index) => _pairs[(2 * index) + 1];

    /// <summary>The value with that name, or null when there is none.</summary>
    public object Find(string name)
    {
        for (int i = 0; i < Count; i++)
        {
            if (NameAt(i) == name)
            {
                return ValueAt(i);
            }
        }

        return null;
    }

    private void AddCore(string name, object value)
    {
        CheckName(name);

        if (Find(name) != null)
        {
            throw new ArgumentException("fact named twice", nameof(name));
        }

        if (Count == MaxFacts)
        {
            Overflowed = true;
            return;
        }

        if (Count % PairsAtOnce == 0)
        {
            Grow();
        }

        _pairs[2 * Count] = name;
        _pairs[(2 * Count) + 1] = value;
        Count++;
    }

    private void Grow()
    {
        object[] longer = new object[2 * (Count + PairsAtOnce)];

        if (_pairs != null)
        {
            _pairs.CopyTo(longer, 0);
        }

        _pairs = longer;
    }

    private static void CheckName(string name)
    {
        if (name == null || name.Length == 0 || name.Length > MaxTextLength)
        {
            throw new ArgumentException("fact name of 1 to 32 characters", nameof(name));
        }

        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];

            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            {
                throw new ArgumentException("fact name of a-z, 0-9 and -", nameof(name));
            }
        }
    }

    private static string Printable(string value)
    {
        if (value == null)
        {
            return "";
        }

        int length = value.Length > MaxTextLength ? MaxTextLength : value.Length;
        char[] text = new char[length];

        for (int i = 0; i < length; i++)
        {
            char c = value[i];

            // Quotes and backslashes would need escapes, and one fact has one spelling in a token.
            text[i] = c >= ' ' && c <= '~' && c != '"' && c != '\\' ? c : '?';
        }

        return new string(text);
    }
}
