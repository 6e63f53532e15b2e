using System.Globalization;
using System.Numerics;

namespace NanoAgent.P256Gen;

/// <summary>The numbers of P-256 (SP 800-186 §3.2.1.3) and their form as limbs.</summary>
public static class Prime
{
    public const int LimbBits = 29;
    public const int Limbs = 9;
    public const long Mask = (1L << LimbBits) - 1;

    /// <summary>The field's prime.</summary>
    public static readonly BigInteger P = Hex("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");

    /// <summary>The order of the base point.</summary>
    public static readonly BigInteger N = Hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    /// <summary>The curve's b.</summary>
    public static readonly BigInteger B = Hex("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B");

    /// <summary>The base point.</summary>
    public static readonly (BigInteger X, BigInteger Y) G = (
        Hex("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"),
        Hex("4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"));

    /// <summary>Montgomery's R: a number in that form is multiplied by it.</summary>
    public static readonly BigInteger R = BigInteger.One << (LimbBits * Limbs);

    /// <summary>What a plain limb can be.</summary>
    public static readonly Interval PlainLimb = new(0, Mask);

    /// <summary>A number's limbs, least significant first.</summary>
    public static IEnumerable<long> LimbsOf(BigInteger value) =>
        from i in Enumerable.Range(0, Limbs) select (long)((value >> (LimbBits * i)) & Mask);

    /// <summary>A C# array initializer.</summary>
    public static string ArrayText(BigInteger value) => "{ " + string.Join(", ", LimbsOf(value)) + " }";

    /// <summary>The inverse modulo an odd prime.</summary>
    public static BigInteger Invert(BigInteger value, BigInteger prime) => BigInteger.ModPow(Modulo(value, prime), prime - 2, prime);

    /// <summary>The remainder that is not negative.</summary>
    public static BigInteger Modulo(BigInteger value, BigInteger modulus) => ((value % modulus) + modulus) % modulus;

    private static BigInteger Hex(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
