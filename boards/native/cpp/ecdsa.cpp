#include "ecdsa.h"

#include <string.h>

#include "esp_random.h"
#include "mbedtls/ecdsa.h"
#include "mbedtls/ecp.h"
#include "mbedtls/md.h"

namespace nanoagent
{
    static int FillRandom(void *, unsigned char *bytes, size_t count)
    {
        esp_fill_random(bytes, count);
        return 0;
    }

    // Everything that one operation holds; mbedTLS wipes numbers as it frees them.
    class Workspace
    {
      public:
        mbedtls_ecp_group Curve;
        mbedtls_ecp_point Public;
        mbedtls_mpi Private, R, S;

        Workspace()
        {
            mbedtls_ecp_group_init(&Curve);
            mbedtls_ecp_point_init(&Public);
            mbedtls_mpi_init(&Private);
            mbedtls_mpi_init(&R);
            mbedtls_mpi_init(&S);
        }

        ~Workspace()
        {
            mbedtls_mpi_free(&S);
            mbedtls_mpi_free(&R);
            mbedtls_mpi_free(&Private);
            mbedtls_ecp_point_free(&Public);
            mbedtls_ecp_group_free(&Curve);
        }

        Workspace(const Workspace &) = delete;
        Workspace &operator=(const Workspace &) = delete;

        bool Load(const unsigned char *privateKey)
        {
            return mbedtls_ecp_group_load(&Curve, MBEDTLS_ECP_DP_SECP256R1) == 0 && mbedtls_mpi_read_binary(&Private, privateKey, NumberBytes) == 0 &&
                   mbedtls_ecp_check_privkey(&Curve, &Private) == 0 &&
                   mbedtls_ecp_mul(&Curve, &Public, &Private, &Curve.G, FillRandom, nullptr) == 0 && mbedtls_ecp_check_pubkey(&Curve, &Public) == 0;
        }
    };

    bool PublicKeyOf(const unsigned char *privateKey, unsigned char *point)
    {
        // The uncompressed form (SEC 1 §2.3.3) begins with one byte more.
        unsigned char form[1 + PairBytes];
        size_t length = 0;
        Workspace work;
        const bool done = work.Load(privateKey) &&
                          mbedtls_ecp_point_write_binary(&work.Curve, &work.Public, MBEDTLS_ECP_PF_UNCOMPRESSED, &length, form, sizeof(form)) == 0 &&
                          length == sizeof(form);
        memset(point, 0, PairBytes);

        if (done)
        {
            memcpy(point, form + 1, PairBytes);
        }

        return done;
    }

    bool SignDigest(const unsigned char *privateKey, const unsigned char *digest, unsigned char *signature)
    {
        Workspace work;
        const bool done =
            work.Load(privateKey) &&
            mbedtls_ecdsa_sign_det_ext(&work.Curve, &work.R, &work.S, &work.Private, digest, NumberBytes, MBEDTLS_MD_SHA256, FillRandom, nullptr) == 0 &&
            mbedtls_ecdsa_verify(&work.Curve, digest, NumberBytes, &work.Public, &work.R, &work.S) == 0 &&
            mbedtls_mpi_write_binary(&work.R, signature, NumberBytes) == 0 && mbedtls_mpi_write_binary(&work.S, signature + NumberBytes, NumberBytes) == 0;

        if (!done)
        {
            memset(signature, 0, PairBytes);
        }

        return done;
    }
}
