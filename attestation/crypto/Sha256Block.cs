namespace NanoAgent.Attestation.Crypto;

/// <summary>The compression function of SHA-256 (FIPS 180-4 §6.2.2).</summary>
internal static class Sha256Block
{
    private static readonly uint[] s_k =
    {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    };

    /// <summary>Folds one block into the state.</summary>
    /// <param name="state">8 words, each in the low 32 bits.</param>
    /// <param name="block">16 words.</param>
    /// <param name="result">8 words; may be the array of <paramref name="state"/>.</param>
    internal static void Compress(long[] state, long[] block, long[] result)
    {
        uint a = (uint)state[0], b = (uint)state[1], c = (uint)state[2], d = (uint)state[3];
        uint e = (uint)state[4], f = (uint)state[5], g = (uint)state[6], h = (uint)state[7];

        for (int i = 0; i < 64; i++)
        {
            if (i >= 16)
            {
                uint w1 = (uint)block[(i + 1) & 15], w14 = (uint)block[(i + 14) & 15];
                uint s0 = Rotate(w1, 7) ^ Rotate(w1, 18) ^ (w1 >> 3), s1 = Rotate(w14, 17) ^ Rotate(w14, 19) ^ (w14 >> 10);
                block[i & 15] = (uint)block[i & 15] + s0 + (uint)block[(i + 9) & 15] + s1;
            }

            uint t1 = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) + ((e & f) ^ (~e & g)) + s_k[i] + (uint)block[i & 15];
            uint t2 = (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g; g = f; f = e; e = d + t1; d = c; c = b; b = a; a = t1 + t2;
        }

        result[0] = (uint)state[0] + a; result[1] = (uint)state[1] + b; result[2] = (uint)state[2] + c; result[3] = (uint)state[3] + d;
        result[4] = (uint)state[4] + e; result[5] = (uint)state[5] + f; result[6] = (uint)state[6] + g; result[7] = (uint)state[7] + h;
        for (int i = 0; i < 8; i++) { result[i] &= 0xFFFFFFFF; }
    }

    private static uint Rotate(uint x, int n) => (x >> n) | (x << (32 - n));
}
