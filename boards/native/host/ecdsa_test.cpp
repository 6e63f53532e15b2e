// Signing with a real mbedTLS, through the bodies that the interpreter calls.
#include "test.h"

#include <cstring>

#include "NanoAgent_NativeFacts.h"
#include "NanoAgent_NativeFacts_NanoAgent_NativeFacts_Chip.h"

using NanoAgent_NativeFacts::NanoAgent_NativeFacts::Chip;

typedef std::vector<unsigned char> Bytes;

static Bytes Hex(const char *text)
{
    Bytes bytes;

    for (size_t i = 0; i + 1 < std::strlen(text); i += 2)
    {
        bytes.push_back(static_cast<unsigned char>(std::stoi(std::string(text + i, 2), nullptr, 16)));
    }

    return bytes;
}

static CLR_RT_TypedArray_UINT8 Array(Bytes &bytes)
{
    return CLR_RT_TypedArray_UINT8(bytes.data(), static_cast<unsigned int>(bytes.size()));
}

static int Sign(Bytes key, Bytes digest, Bytes &signature)
{
    HRESULT hr = 0;
    return Chip::Sign(Array(key), Array(digest), Array(signature), hr);
}

static int PublicKey(Bytes key, Bytes &point)
{
    HRESULT hr = 0;
    return Chip::PublicKey(Array(key), Array(point), hr);
}

// RFC 6979 A.2.5: the key, its public key, SHA-256 of "sample", and the signature over it.
static const Bytes Key = Hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
static const Bytes Point = Hex("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                               "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
static const Bytes Sample = Hex("AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF");
static const Bytes SampleSignature = Hex("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                                         "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");

TEST("The signature of RFC 6979 A.2.5 comes out exactly")
{
    Bytes signature(64);
    SAME(1, Sign(Key, Sample, signature));
    SAME(1, signature == SampleSignature);
}

TEST("The public key of RFC 6979 A.2.5 comes out exactly")
{
    Bytes point(64);
    SAME(1, PublicKey(Key, point));
    SAME(1, point == Point);
}

TEST("Zero and the order are no private keys, and nothing of a signature is left")
{
    const Bytes order = Hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    Bytes signature(64, 0xAA);
    Bytes point(64, 0xAA);
    SAME(0, Sign(Bytes(32), Sample, signature));
    SAME(1, signature == Bytes(64));
    SAME(0, Sign(order, Sample, signature));
    SAME(0, PublicKey(order, point));
    SAME(1, point == Bytes(64));
}

TEST("Arrays of another length are refused before anything is read")
{
    Bytes signature(64);
    Bytes shorter(63);
    SAME(0, Sign(Bytes(31), Sample, signature));
    SAME(0, Sign(Key, Bytes(33), signature));
    SAME(0, Sign(Key, Sample, shorter));
    SAME(0, PublicKey(Key, shorter));
    SAME(0, PublicKey(Bytes(), signature));
}

int main()
{
    return RunAll([] {});
}
