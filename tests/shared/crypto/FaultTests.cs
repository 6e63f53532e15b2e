using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;

namespace NanoAgent.Tests.Shared.Crypto;

/// <summary>A bit flipped after each step of a signature in turn: nothing wrong leaves.</summary>
[TestClass]
public class FaultTests
{
    private const int FlipsPerStep = 24;

    private static readonly byte[] s_digest = Sha256.Hash(Ascii.Bytes("a report"));

    [TestMethod]
    public void No_wrong_signature_leaves_whatever_step_is_disturbed()
    {
        int steps = StepsOfASignature();
        Assert.AreEqual(9 + Comb.ScheduleLength, steps);
        var random = new Random(3);

        for (int step = 0; step < steps; step++)
        {
            for (int flip = 0; flip < FlipsPerStep; flip++)
            {
                var fault = new BitFlip(step, random.Next());
                AssertNothingWrongLeaves(fault);
            }
        }
    }

    // Another nonce gives another signature that is right too, and an entry's table bit means nothing here: both tables are one.
    private static void AssertNothingWrongLeaves(BitFlip fault)
    {
        byte[] signature = new byte[64];
        bool signed = TrySign(fault, signature, out PublicKey key);

        if (signed)
        {
            Assert.IsTrue(fault.Hit is SigningStep.Nonce or SigningStep.Schedule, $"not found: {fault}");
            Assert.IsTrue(Es256.Verify(key, s_digest, signature), $"wrong: {fault}");
        }
        else
        {
            Assert.IsTrue(signature.All(b => b == 0), $"left behind: {fault}");
        }
    }

    private static bool TrySign(BitFlip fault, byte[] signature, out PublicKey key)
    {
        var signer = new SoftwareSigner(Keys.Hex(Keys.Rfc6979), KeyProtection.PlainFlash, null, new HmacSha256([]), fault);
        key = signer.PublicKey;
        return signer.TrySign(s_digest, signature);
    }

    private static int StepsOfASignature()
    {
        var count = new BitFlip(-1, 0);
        Assert.IsTrue(TrySign(count, new byte[64], out _));
        return count.Steps;
    }

    /// <summary>Flips one bit of what one step has written.</summary>
    private sealed class BitFlip(int at, int chance) : IFaultSeam
    {
        public int Steps { get; private set; }

        public SigningStep Hit { get; private set; }

        public override string ToString() => $"{Hit}, step {at}, chance {chance}";

        public void After(SigningStep step, object value)
        {
            if (Steps++ != at)
            {
                return;
            }

            Hit = step;
            int place = (chance & 0xFFFF) % ((Array)value).Length;
            int bit = chance >> 16;

            switch (value)
            {
                case long[] limbs: limbs[place] ^= 1L << (bit % 29); break;
                case short[] entries: entries[place] ^= (short)(1 << (bit % 16)); break;
                case byte[] bytes: bytes[place] ^= (byte)(1 << (bit % 8)); break;
                default: Assert.Fail("unknown array"); break;
            }
        }
    }
}
