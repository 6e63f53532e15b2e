namespace NanoAgent.Attestation.Crypto;

/// <summary>Byte arrays: what mscorlib of nanoFramework lacks.</summary>
public static class Bytes
{
    /// <summary>Compares two arrays in a time that depends on their lengths only. Two nulls are not equal.</summary>
    public static bool Equal(byte[] a, byte[] b)
    {
        if (a == null || b == null || a.Length != b.Length)
        {
            return false;
        }

        int difference = 0;

        for (int i = 0; i < a.Length; i++)
        {
            difference |= a[i] ^ b[i];
        }

        return difference == 0;
    }
}
