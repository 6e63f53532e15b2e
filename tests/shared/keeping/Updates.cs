using System.Collections.Concurrent;
using System.Text;
using NanoAgent.Attestation.Claims;
using NanoAgent.Attestation.Crypto;
using NanoAgent.Board;
using NanoAgent.Keeping;

namespace NanoAgent.Tests.Shared.Keeping;

/// <summary>A vendor and its images; each image is signed once.</summary>
internal static class Updates
{
    public const string Model = "NA-100";
    public const int SlotBytes = 2048;

    private static readonly SoftwareSigner s_vendor = Signer(1);
    private static readonly SoftwareSigner s_stranger = Signer(2);
    private static readonly ConcurrentDictionary<string, byte[]> s_images = new();

    public static UpdateGate Gate(IFlash flash) => new(flash, "app", s_vendor.PublicKey, Model, SlotBytes, null, Answer.No);

    public static byte[] Image(uint version, string bundle, string model = Model) => Image(version, bundle, model, s_vendor, (uint)bundle.Length);

    public static byte[] FromStranger(uint version, string bundle) => Image(version, bundle, Model, s_stranger, (uint)bundle.Length);

    public static byte[] Claiming(uint version, string bundle, uint length) => Image(version, bundle, Model, s_vendor, length);

    public static UpdateVerdict Install(UpdateGate gate, byte[] image)
    {
        gate.Begin();

        for (int at = 0; at < image.Length; at += 50)
        {
            gate.Write(image, at, Math.Min(50, image.Length - at));
        }

        return gate.Finish();
    }

    private static byte[] Image(uint version, string bundle, string model, SoftwareSigner signer, uint length) =>
        s_images.GetOrAdd($"{version} {bundle} {model} {signer.KeyId} {length}", _ =>
        {
            byte[] content = Encoding.ASCII.GetBytes(bundle);

            // A signer is not thread-safe, and tests run side by side.
            lock (signer)
            {
                return [.. UpdateManifest.Write(model, version, version + ".0", length, Sha256.Hash(content), signer), .. content];
            }
        });

    private static SoftwareSigner Signer(byte last)
    {
        byte[] key = new byte[32];
        key[0] = 1;
        key[31] = last;
        return new SoftwareSigner(key, KeyProtection.PlainFlash, null);
    }
}
