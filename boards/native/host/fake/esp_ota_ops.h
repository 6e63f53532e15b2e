#pragma once

#include "esp_efuse.h"

struct esp_partition_t
{
};

enum esp_ota_img_states_t
{
    ESP_OTA_IMG_NEW = 0,
    ESP_OTA_IMG_VALID = 2,
    ESP_OTA_IMG_UNDEFINED = -1,
};

inline esp_partition_t FakePartition;
inline bool FakeHasPartition = true;

inline const esp_partition_t *esp_ota_get_running_partition()
{
    return FakeHasPartition ? &FakePartition : nullptr;
}

inline esp_err_t esp_ota_get_state_partition(const esp_partition_t *, esp_ota_img_states_t *state)
{
    *state = ESP_OTA_IMG_VALID;
    return ESP_OK;
}
