// P-256 with mbedTLS: RFC 6979 with blinding, and a signature is verified before it leaves.
#pragma once

namespace nanoagent
{
    constexpr unsigned int NumberBytes = 32;
    constexpr unsigned int PairBytes = 2 * NumberBytes;

    // x and y of the public key, big-endian. False when the private key is none, and for any fault; point is zero then.
    bool PublicKeyOf(const unsigned char privateKey[NumberBytes], unsigned char point[PairBytes]);

    // r and s, big-endian (RFC 7518 §3.4). False for any fault; signature is zero then.
    bool SignDigest(const unsigned char privateKey[NumberBytes], const unsigned char digest[NumberBytes], unsigned char signature[PairBytes]);
}
